//! A profile to a PDF with the library: `cargo run --example render [OUTPUT]`.

use curricle::batch::{Input, Renderer, Request};
use curricle::source::Sources;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = "data/profiles/asjad-iqbal.yaml";
    let output = std::env::args().nth(1).unwrap_or_else(|| "asjad-iqbal.pdf".into());
    let input = Input { name: path.into(), bytes: std::fs::read(path)?, folder: "data/profiles".into() };
    let made = Renderer::new(Vec::new(), false).make(&input, &Request::default(), &mut Sources::new())?;
    std::fs::write(output, &made.value.artifacts[0].bytes)?;
    Ok(())
}
