//! The images of a profile: found within its folder, within bounds, without what a camera tells of its owner.
//!
//! An image may also stand in the profile itself, as a `data:` URI. [`check()`] looks at names, sizes and headers; [`load()`] also decodes and prepares: metadata is dropped, the
//! orientation it holds applied, the size brought down to what print needs. An image that needs none of this keeps its
//! bytes. Whether a résumé shows an image is decided elsewhere.

mod content;
mod svg;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Cursor, Read as _};
use std::path::{Component, Path, PathBuf};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::FilterType as Resampling;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageError, ImageFormat, ImageReader, Limits};
use typst::foundations::Bytes;

use self::content::Content;
use crate::application::resume::ImageFile;
use crate::diagnostic::Problem;
use crate::source::{Sha256, data_uri};

/// The largest file, in bytes.
pub const FILE_LIMIT: u64 = 20 * 1024 * 1024;

/// The most pixels, width times height.
pub const PIXEL_LIMIT: u64 = 40_000_000;

/// The longest side after loading, in pixels: 10 cm in print at 300 pixels per inch.
pub const PRINT_SIDE: u32 = 1200;

/// What messages call an image that stands in the profile itself.
const DATA: &str = "data:";

/// The most memory that decoding may take, in bytes: 40 megapixels of four bytes, and something over.
const MEMORY: u64 = 200 * 1024 * 1024;

/// The quality of JPEG, of 100.
const QUALITY: u8 = 90;

/// An image ready for a project.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The file.
    pub bytes: Bytes,
    /// Its format as a file extension: `png`, `jpg` or `svg`.
    pub extension: &'static str,
    /// The hash of what it was made from.
    pub read: Sha256,
}

/// The images that a document shows.
pub type Images = BTreeMap<ImageFile, Prepared>;

/// Looks whether an image can be shown, without decoding it. Returns the hash of its bytes. `path` is relative to `folder`,
/// the profile's.
///
/// # Errors
/// The `image-…` problems: remote, missing, outside, unsupported, too large.
pub fn check(path: &str, folder: &Path) -> Result<Sha256, Problem> {
    read(path, folder).map(|(bytes, _)| Sha256::of(&bytes))
}

/// Reads and prepares an image. `path` is relative to `folder`, the profile's.
///
/// # Errors
/// As [`check()`], and `image-unsupported` for an image that is damaged past its header.
pub fn load(path: &str, folder: &Path) -> Result<Prepared, Problem> {
    let (bytes, content) = read(path, folder)?;
    let read = Sha256::of(&bytes);
    let path = if data_uri::is_data_uri(path) { DATA } else { path };
    let (bytes, extension) = match content {
        Content::Svg => (bytes, "svg"),
        Content::Pixels(format) => prepare(bytes, format, path)?,
    };
    Ok(Prepared { bytes: Bytes::new(bytes), extension, read })
}

/// The bytes of an image that has passed all checks, and what they are.
fn read(path: &str, folder: &Path) -> Result<(Vec<u8>, Content), Problem> {
    if data_uri::is_data_uri(path) {
        let bytes = data_uri::decode(path).map_err(|reason| unsupported(DATA, reason))?;
        let content = inspect(&bytes, DATA)?;
        return Ok((bytes, content));
    }
    let file = locate(path, folder)?;
    let unreadable =
        |error: std::io::Error| Problem::Unreadable { path: path.into(), reason: crate::source::read::reason(&error) };
    let metadata = std::fs::metadata(&file).map_err(unreadable)?;
    if !metadata.is_file() {
        let reason = if metadata.is_dir() { "it is a folder" } else { "it is no regular file" };
        return Err(unsupported(path, reason));
    }
    if metadata.len() > FILE_LIMIT {
        return Err(over(metadata.len(), path));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default());
    File::open(&file).and_then(|file| file.take(FILE_LIMIT + 1).read_to_end(&mut bytes)).map_err(unreadable)?;
    let content = inspect(&bytes, path)?;
    Ok((bytes, content))
}

/// Tells what bytes are that lie within all bounds.
fn inspect(bytes: &[u8], path: &str) -> Result<Content, Problem> {
    if bytes.len() as u64 > FILE_LIMIT {
        return Err(over(bytes.len() as u64, path));
    }
    let content = content::detect(bytes).map_err(|reason| unsupported(path, reason))?;
    match content {
        Content::Svg => svg::check(bytes).map_err(|reason| unsupported(path, &reason))?,
        Content::Pixels(format) => {
            let reader = ImageReader::with_format(Cursor::new(bytes), format);
            let (width, height) = reader.into_dimensions().map_err(|error| damaged(path, &error))?;
            if u64::from(width) * u64::from(height) > PIXEL_LIMIT {
                let limit = PIXEL_LIMIT / 1_000_000;
                return Err(too_large(path, format!("{width} × {height} pixels, the limit is {limit} megapixels")));
            }
        }
    }
    Ok(content)
}

fn too_large(path: &str, reason: String) -> Problem {
    Problem::ImageTooLarge { path: path.into(), reason }
}

/// More bytes than an image may have.
fn over(bytes: u64, path: &str) -> Problem {
    too_large(path, format!("{} MB, the limit is {} MB", bytes >> 20, FILE_LIMIT >> 20))
}

/// The file that a path means, if it lies within the folder, links resolved.
fn locate(path: &str, folder: &Path) -> Result<PathBuf, Problem> {
    let outside = |link| Problem::ImageOutside { path: path.into(), link };
    if path.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("file://")) {
        return Err(unsupported(path, "it is a URL; name the file by its path"));
    }
    if path.contains("://") || path.starts_with("//") {
        return Err(Problem::ImageRemote { path: path.into() });
    }
    let missing = || Problem::ImageMissing { path: path.into() };
    let folder = folder.canonicalize().map_err(|_| missing())?;
    if leaves(Path::new(path), &folder) {
        return Err(outside(false));
    }
    let file = folder.join(path).canonicalize().map_err(|_| missing())?;
    if file.starts_with(&folder) { Ok(file) } else { Err(outside(true)) }
}

/// Whether a path leads out of the folder by its name alone; decided without touching the disk.
fn leaves(path: &Path, folder: &Path) -> bool {
    let relative = match path.strip_prefix(folder) {
        Ok(relative) => relative,
        Err(_) if path.is_absolute() || path.has_root() => return true,
        Err(_) => path,
    };
    let mut depth = 0_usize;
    for component in relative.components() {
        match component {
            Component::Normal(_) => depth += 1,
            Component::CurDir => {}
            Component::ParentDir if depth > 0 => depth -= 1,
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return true,
        }
    }
    false
}

fn unsupported(path: &str, reason: &str) -> Problem {
    Problem::ImageUnsupported { path: path.into(), reason: reason.into() }
}

fn damaged(path: &str, error: &ImageError) -> Problem {
    match error {
        ImageError::Limits(_) => too_large(path, format!("decoding it takes more than {} MB of memory", MEMORY >> 20)),
        ImageError::Unsupported(_) => unsupported(path, "this variety of the format is not supported"),
        _ => unsupported(path, "the file is damaged"),
    }
}

/// Prepares an image made of pixels: the file for the project, and its format as a file extension.
fn prepare(bytes: Vec<u8>, format: ImageFormat, path: &str) -> Result<(Vec<u8>, &'static str), Problem> {
    let fail = |error: ImageError| damaged(path, &error);
    let mut reader = ImageReader::with_format(Cursor::new(&bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(fail)?;
    let orientation = decoder.orientation().map_err(fail)?;
    let (width, height) = decoder.dimensions();
    let small = width.max(height) <= PRINT_SIDE;
    if small && orientation == Orientation::NoTransforms && content::is_plain(&bytes, format) {
        // Decoded once all the same: Typst would report damage at a place in the theme.
        DynamicImage::from_decoder(decoder).map_err(fail)?;
        let extension = if format == ImageFormat::Jpeg { "jpg" } else { "png" };
        return Ok((bytes, extension));
    }
    let profile = decoder.icc_profile().map_err(fail)?;
    let image = DynamicImage::from_decoder(decoder).map_err(fail)?;
    let mut image = shrink(image);
    image.apply_orientation(orientation);
    let transparent = image.color().has_alpha() && image.to_rgba8().pixels().any(|pixel| pixel.0[3] != u8::MAX);
    let photo = matches!(format, ImageFormat::Jpeg | ImageFormat::WebP) && !transparent;
    // A profile of grey or CMYK does not fit what is written.
    let profile = profile.filter(|profile| profile.get(16..20) == Some(b"RGB "));
    let mut out = Vec::new();
    if photo {
        let mut encoder = JpegEncoder::new_with_quality(&mut out, QUALITY);
        keep_profile(&mut encoder, profile);
        image.to_rgb8().write_with_encoder(encoder).map_err(fail)?;
    } else {
        let mut encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Default, FilterType::Adaptive);
        keep_profile(&mut encoder, profile);
        if transparent {
            image.to_rgba8().write_with_encoder(encoder)
        } else {
            image.to_rgb8().write_with_encoder(encoder)
        }
        .map_err(fail)?;
    }
    Ok((out, if photo { "jpg" } else { "png" }))
}

/// Hands the colour profile on; an encoder that cannot write one leaves it out.
fn keep_profile(encoder: &mut impl ImageEncoder, profile: Option<Vec<u8>>) {
    if let Some(profile) = profile {
        drop(encoder.set_icc_profile(profile));
    }
}

/// Brings the longest side down to [`PRINT_SIDE`].
fn shrink(image: DynamicImage) -> DynamicImage {
    let fits = |image: &DynamicImage, side: u32| image.width().max(image.height()) <= side;
    if fits(&image, PRINT_SIDE) {
        return image;
    }
    // The good filter holds all columns as floats: a cheap one first keeps memory low with large photos.
    let image = if fits(&image, 2 * PRINT_SIDE) { image } else { image.thumbnail(2 * PRINT_SIDE, 2 * PRINT_SIDE) };
    image.resize(PRINT_SIDE, PRINT_SIDE, Resampling::Lanczos3)
}

#[cfg(test)]
mod tests;
