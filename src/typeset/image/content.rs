//! What kind of image some bytes are, whatever the file is called, and whether there is more in it than the image.

use image::ImageFormat;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Pixels, in a format that can be decoded.
    Pixels(ImageFormat),
    /// A drawing.
    Svg,
}

/// Tells what the bytes are, or why they are no image that can be shown.
pub(super) fn detect(bytes: &[u8]) -> Result<Content, &'static str> {
    match bytes {
        [] => Err("the file is empty"),
        [0x89, b'P', b'N', b'G', ..] => Ok(Content::Pixels(ImageFormat::Png)),
        [0xFF, 0xD8, 0xFF, ..] => Ok(Content::Pixels(ImageFormat::Jpeg)),
        [b'G', b'I', b'F', b'8', ..] => Ok(Content::Pixels(ImageFormat::Gif)),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(Content::Pixels(ImageFormat::WebP)),
        [0x1F, 0x8B, ..] => Err("it is compressed with gzip; unpack it first"),
        [b'%', b'P', b'D', b'F', ..] => Err("it is a PDF"),
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => Err("it is a TIFF image"),
        [b'B', b'M', ..] => Err("it is a BMP image"),
        [b'8', b'B', b'P', b'S', ..] => Err("it is a Photoshop file"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', ..] => Err("it is an AVIF image"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'h' | b'm', ..] => Err("it is a HEIC image"),
        _ => text(bytes),
    }
}

fn text(bytes: &[u8]) -> Result<Content, &'static str> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Err("it is no image") };
    let start = text.trim_start_matches('\u{FEFF}').trim_start();
    let head = start.get(..start.floor_char_boundary(4096)).unwrap_or_default();
    match start.starts_with('<') {
        true if head.contains("<svg") || head.contains(":svg") => Ok(Content::Svg),
        true if head.to_ascii_lowercase().contains("<html") => Err("it is a web page"),
        true => Err("it is XML, but no SVG drawing"),
        false => Err("it is a text file"),
    }
}

/// Whether a file holds nothing but the image, in a form that every PDF standard takes: no words, places, times or
/// previews, eight bits or less a channel, not CMYK.
pub(super) fn is_plain(bytes: &[u8], format: ImageFormat) -> bool {
    match format {
        ImageFormat::Png => is_plain_png(bytes).unwrap_or(false),
        ImageFormat::Jpeg => is_plain_jpeg(bytes).unwrap_or(false),
        _ => false,
    }
}

/// See the PNG specification, clause 5.3 (chunk layout) and 11 (chunk types).
fn is_plain_png(bytes: &[u8]) -> Option<bool> {
    const PLAIN: [&[u8; 4]; 13] = [
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"hIST",
        b"pHYs",
    ];
    let depth = *bytes.get(24)?;
    let mut rest = bytes.get(8..)?;
    while !rest.is_empty() {
        let length = u32::from_be_bytes(*rest.first_chunk()?) as usize;
        let kind = rest.get(4..8)?;
        if !PLAIN.iter().any(|plain| plain.as_slice() == kind) {
            return Some(false);
        }
        rest = rest.get(length.checked_add(12)?..)?;
        if kind == b"IEND" {
            return Some(rest.is_empty() && depth <= 8);
        }
    }
    Some(false)
}

/// See ITU-T T.81, annex B (markers): only JFIF (APP0), a colour profile (APP2) and Adobe's colour mark (APP14) may go with
/// the scans, and nothing behind them.
fn is_plain_jpeg(bytes: &[u8]) -> Option<bool> {
    let mut rest = bytes.get(2..)?;
    loop {
        if rest.starts_with(&[0xFF, 0xD9]) {
            return Some(rest.len() == 2);
        }
        let &[0xFF, marker, high, low, ..] = rest else { return Some(false) };
        let segment = rest.get(4..)?;
        let plain = match marker {
            0xDA => {
                // Entropy-coded data go up to the next marker that is no restart; there may be several scans.
                let data = rest.get(2 + usize::from(u16::from_be_bytes([high, low]))..)?;
                let marker = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xD0..=0xD7 | 0xFF);
                rest = &data[data.windows(2).position(marker)?..];
                continue;
            }
            0xE0 => segment.starts_with(b"JFIF\0"),
            0xE2 => segment.starts_with(b"ICC_PROFILE\0"),
            0xEE => segment.starts_with(b"Adobe"),
            // A frame header: bits a sample, height, width, number of components.
            0xC0..=0xC2 => *segment.first()? == 8 && *segment.get(5)? != 4,
            0xC4 | 0xDB | 0xDD => true,
            _ => false,
        };
        if !plain {
            return Some(false);
        }
        rest = rest.get(2 + usize::from(u16::from_be_bytes([high, low]))..)?;
    }
}
