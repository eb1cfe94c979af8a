//! PNG with a palette, for pictures whose size counts: half the bytes of RGB and less.

use std::collections::BTreeMap;

use png::{BitDepth, ColorType, Compression, Encoder, Filter};

use crate::diagnostic::Problem;

/// The most colours that a palette holds.
const COLOURS: usize = 256;

type Colour = [u8; 3];

/// Encodes RGB pixels, row by row. Where there are more than 256 colours, those of areas stay exactly as they are, and rare
/// ones, such as those at the edges of letters, become the nearest that is kept.
///
/// # Errors
/// `internal` where the size does not fit the pixels.
pub fn encode(rgb: &[u8], width: u32, height: u32) -> Result<Vec<u8>, Problem> {
    let pixels = rgb.as_chunks::<3>().0;
    let mut counts: BTreeMap<Colour, usize> = BTreeMap::new();
    // Most pixels are as the one before.
    for run in pixels.chunk_by(PartialEq::eq) {
        *counts.entry(run[0]).or_default() += run.len();
    }
    let palette = palette(&counts);
    let index = |colour: &Colour| {
        let near = palette.iter().enumerate().min_by_key(|(_, kept)| distance(**kept, *colour));
        near.map_or(0, |(index, _)| u8::try_from(index).unwrap_or(u8::MAX))
    };
    let indices: BTreeMap<Colour, u8> = counts.keys().map(|colour| (*colour, index(colour))).collect();
    let runs = pixels.chunk_by(PartialEq::eq);
    let data: Vec<u8> = runs.flat_map(|run| std::iter::repeat_n(indices[&run[0]], run.len())).collect();
    let fail = |error: png::EncodingError| Problem::Internal { message: format!("cannot encode a PNG: {error}") };
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_compression(Compression::High);
    encoder.set_filter(Filter::NoFilter);
    let mut writer = encoder.write_header().map_err(fail)?;
    writer.write_image_data(&data).map_err(fail)?;
    writer.finish().map_err(fail)?;
    Ok(bytes)
}

/// The colours to keep: all, or the most frequent of each shade, for the most frequent shades.
fn palette(counts: &BTreeMap<Colour, usize>) -> Vec<Colour> {
    if counts.len() <= COLOURS {
        return counts.keys().copied().collect();
    }
    // A shade is what agrees in the upper four bits; it is known by its most frequent colour.
    let mut shades: BTreeMap<Colour, (usize, usize, Colour)> = BTreeMap::new();
    for (colour, count) in counts {
        let shade = shades.entry(colour.map(|part| part >> 4)).or_insert((0, 0, *colour));
        shade.0 += count;
        if *count > shade.1 {
            (shade.1, shade.2) = (*count, *colour);
        }
    }
    let mut shades: Vec<(usize, Colour)> = shades.into_values().map(|(all, _, colour)| (all, colour)).collect();
    shades.sort_by(|a, b| b.cmp(a));
    shades.truncate(COLOURS);
    let mut colours: Vec<Colour> = shades.into_iter().map(|(_, colour)| colour).collect();
    colours.sort_unstable();
    colours
}

fn distance(a: Colour, b: Colour) -> u32 {
    a.iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn few_colours_are_exact_and_areas_stay_exact_among_many() {
        let few: Vec<u8> = (0..100_u8).flat_map(|x| [x, 2 * x, 255 - x]).collect();
        let decoded = |bytes: &[u8]| image::load_from_memory(bytes).expect("a PNG").into_rgb8();
        assert_eq!(decoded(&encode(&few, 10, 10).expect("encodes")).into_raw(), few);
        let pixel = |x: u32, y: u32| {
            let (x, y) = (u8::try_from(x).expect("small"), u8::try_from(y).expect("small"));
            if y < 100 { [23, 56, 47] } else { [x, y, x / 2 + y / 2] }
        };
        let many = image::RgbImage::from_fn(200, 200, |x, y| image::Rgb(pixel(x, y)));
        let shown = decoded(&encode(&many, 200, 200).expect("encodes"));
        assert_eq!(shown.get_pixel(50, 50).0, [23, 56, 47]);
        let worst = many.iter().zip(shown.iter()).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(worst < Some(32), "{worst:?}");
    }

    #[test]
    fn a_wrong_size_is_an_error() {
        assert!(encode(&[0; 9], 2, 2).is_err());
    }
}
