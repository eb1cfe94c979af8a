//! Tests of images, with files made here.

use std::fs;

use image::codecs::png::PngDecoder;
use image::{Rgb, RgbImage, Rgba, RgbaImage};
use tempfile::TempDir;

use super::*;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// Left half red, right half blue.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([200, 0, 0]) } else { Rgb([0, 0, 200]) })
}

fn jpeg(image: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    image.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 90)).expect("encodes");
    bytes
}

fn png(image: &RgbaImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    image.write_with_encoder(PngEncoder::new(&mut bytes)).expect("encodes");
    bytes
}

/// A JPEG with an EXIF segment that holds an orientation, see Exif 2.32, 4.6.
fn with_orientation(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1], &length, &exif, &jpeg[2..]].concat()
}

fn code<T: std::fmt::Debug>(result: Result<T, Problem>) -> &'static str {
    result.expect_err("refused").code()
}

fn decoded(prepared: &Prepared) -> DynamicImage {
    image::load_from_memory(&prepared.bytes).expect("what is prepared can be decoded")
}

#[test]
fn a_small_image_without_metadata_keeps_its_bytes() {
    let folder = folder();
    let photo = jpeg(&halves(40, 30));
    fs::write(folder.path().join("photo.png"), &photo).expect("written");
    let prepared = load("photo.png", folder.path()).expect("loads");
    assert_eq!(prepared.bytes.as_slice(), photo);
    assert_eq!(prepared.extension, "jpg", "the content decides, not the name");
    let drawing = png(&RgbaImage::from_pixel(9, 9, Rgba([1, 2, 3, 128])));
    fs::write(folder.path().join("drawing.png"), &drawing).expect("written");
    assert_eq!(load("drawing.png", folder.path()).expect("loads").bytes.as_slice(), drawing);
}

#[test]
fn exif_is_dropped_and_its_orientation_applied() {
    let folder = folder();
    let photo = with_orientation(&jpeg(&halves(64, 32)), 6);
    fs::write(folder.path().join("photo.jpg"), &photo).expect("written");
    let prepared = load("photo.jpg", folder.path()).expect("loads");
    let image = decoded(&prepared).to_rgb8();
    assert_eq!(image.dimensions(), (32, 64));
    assert!(image.get_pixel(16, 4).0[0] > 150, "left becomes top: {:?}", image.get_pixel(16, 4));
    assert!(image.get_pixel(16, 60).0[2] > 150);
    assert!(!prepared.bytes.windows(4).any(|window| window == b"Exif"));
    let again = load("photo.jpg", folder.path()).expect("loads");
    assert_eq!(prepared.bytes.as_slice(), again.bytes.as_slice());
}

#[test]
fn an_upright_photo_loses_its_exif_too() {
    let folder = folder();
    fs::write(folder.path().join("photo.jpg"), with_orientation(&jpeg(&halves(64, 32)), 1)).expect("written");
    let prepared = load("photo.jpg", folder.path()).expect("loads");
    assert_eq!(decoded(&prepared).width(), 64);
    assert!(!prepared.bytes.windows(4).any(|window| window == b"Exif"));
}

#[test]
fn words_in_a_png_are_dropped() {
    let folder = folder();
    let plain = png(&RgbaImage::from_pixel(4, 4, Rgba([9, 9, 9, 9])));
    // A text chunk with its checksum, which decoders check, after the header of 33 bytes.
    let chunk = b"\0\0\0\x09tEXtAuthor\0me";
    let checksum = crc(&chunk[4..]).to_be_bytes();
    let bytes = [&plain[..33], chunk.as_slice(), &checksum, &plain[33..]].concat();
    fs::write(folder.path().join("a.png"), bytes).expect("written");
    let prepared = load("a.png", folder.path()).expect("loads");
    assert!(!prepared.bytes.windows(6).any(|window| window == b"Author"));
    assert_eq!(decoded(&prepared).to_rgba8().get_pixel(0, 0), &Rgba([9, 9, 9, 9]));
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}

#[test]
fn a_large_photo_is_scaled_to_what_print_needs() {
    let folder = folder();
    fs::write(folder.path().join("photo.jpg"), jpeg(&halves(3000, 1500))).expect("written");
    let prepared = load("photo.jpg", folder.path()).expect("loads");
    assert_eq!((decoded(&prepared).width(), decoded(&prepared).height()), (1200, 600));
    assert_eq!(prepared.extension, "jpg");
}

#[test]
fn transparency_stays_and_an_opaque_gif_becomes_a_png() {
    let folder = folder();
    fs::write(folder.path().join("a.png"), png(&RgbaImage::from_pixel(1300, 10, Rgba([1, 2, 3, 128]))))
        .expect("written");
    let prepared = load("a.png", folder.path()).expect("loads");
    assert_eq!(prepared.extension, "png");
    assert_eq!(decoded(&prepared).to_rgba8().get_pixel(5, 5).0[3], 128);
    let gif = folder.path().join("b.gif");
    DynamicImage::from(halves(8, 8)).save_with_format(&gif, ImageFormat::Gif).expect("written");
    let prepared = load("b.gif", folder.path()).expect("loads");
    assert!(PngDecoder::new(Cursor::new(&prepared.bytes)).is_ok());
}

#[test]
fn what_lies_outside_is_refused_by_name_and_through_links() {
    let outer = folder();
    let inner = outer.path().join("profile");
    fs::create_dir_all(inner.join("sub")).expect("a folder");
    fs::write(outer.path().join("photo.jpg"), jpeg(&halves(4, 4))).expect("written");
    fs::write(inner.join("in.jpg"), jpeg(&halves(4, 4))).expect("written");
    let problem = |path: &str| check(path, &inner).expect_err("refused");
    assert_eq!(problem("../photo.jpg"), Problem::ImageOutside { path: "../photo.jpg".into(), link: false });
    assert_eq!(code(check("sub/../../photo.jpg", &inner)), "image-outside");
    assert_eq!(code(check("/etc/passwd", &inner)), "image-outside");
    assert_eq!(code(check("/no/such/file", &inner)), "image-outside");
    assert_eq!(code(check("nothing.jpg", &inner)), "image-missing");
    assert_eq!(check("sub/../in.jpg", &inner).err(), None);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("../photo.jpg", inner.join("link.jpg")).expect("a link");
        std::os::unix::fs::symlink("in.jpg", inner.join("fine.jpg")).expect("a link");
        assert_eq!(problem("link.jpg"), Problem::ImageOutside { path: "link.jpg".into(), link: true });
        assert_eq!(check("fine.jpg", &inner).err(), None);
    }
}

#[test]
fn what_is_no_image_is_named() {
    let folder = folder();
    let reason = |name: &str, bytes: &[u8]| {
        fs::write(folder.path().join(name), bytes).expect("written");
        match check(name, folder.path()) {
            Err(Problem::ImageUnsupported { reason, .. }) => reason,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(reason("a.png", b""), "the file is empty");
    assert_eq!(reason("a.png", b"hello"), "it is a text file");
    assert_eq!(reason("a.png", b"%PDF-1.7"), "it is a PDF");
    assert_eq!(reason("a.png", b"\x89PNG\r\n\x1a\nbroken"), "the file is damaged");
    assert_eq!(reason("a.png", &[0, 1, 2, 0xFF]), "it is no image");
    let photo = jpeg(&halves(64, 64));
    fs::write(folder.path().join("cut.jpg"), &photo[..photo.len() / 3]).expect("written");
    let cut = load("cut.jpg", folder.path());
    assert!(matches!(cut, Err(Problem::ImageUnsupported { .. })), "{cut:?}");
    assert_eq!(code(check(".", folder.path())), "image-unsupported");
    assert_eq!(code(check("https://example.org/me.png", folder.path())), "image-remote");
    assert_eq!(code(check("data:image/png;base64,AAAA", folder.path())), "image-unsupported");
}

#[test]
fn sizes_beyond_the_bounds_are_refused_unread() {
    let folder = folder();
    let large = fs::File::create(folder.path().join("large.jpg")).expect("created");
    large.set_len(200 << 20).expect("a sparse file");
    let problem = check("large.jpg", folder.path()).expect_err("refused");
    assert!(
        matches!(&problem, Problem::ImageTooLarge { reason, .. } if reason == "200 MB, the limit is 20 MB"),
        "{problem:?}"
    );
    // The header alone says 50,000 by 50,000.
    let mut bomb = png(&RgbaImage::new(1, 1));
    bomb[16..24].copy_from_slice(&[0, 0, 0xC3, 0x50, 0, 0, 0xC3, 0x50]);
    let checksum = crc(&bomb[12..29]).to_be_bytes();
    bomb[29..33].copy_from_slice(&checksum);
    fs::write(folder.path().join("bomb.png"), bomb).expect("written");
    let problem = check("bomb.png", folder.path()).expect_err("refused");
    assert!(
        matches!(&problem, Problem::ImageTooLarge { reason, .. } if reason.starts_with("50000 × 50000")),
        "{problem:?}"
    );
}

#[test]
fn a_drawing_passes_unless_it_reaches_out() {
    let folder = folder();
    let write = |body: &str| {
        let text = format!("<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\">{body}</svg>");
        fs::write(folder.path().join("a.svg"), text).expect("written");
        check("a.svg", folder.path())
    };
    assert_eq!(write("<defs><g id='a'/></defs><use href='#a' fill='url(#g)' font-size='1'/>").err(), None);
    assert_eq!(write("<image href='data:image/png;base64,AAAA'/>").err(), None);
    for body in [
        "<script>1</script>",
        "<svg:SCRIPT/>",
        "<image xlink:href = 'http://example.org/a.png'/>",
        "<image href=\"&#104;ttp://example.org/a.png\"/>",
        "<image href='../../etc/passwd'/>",
        "<rect fill=\"url(http://example.org/#a)\"/>",
        "<style>@import 'a.css'</style>",
        "<g\nonload='x()'/>",
        "<!ENTITY a 'b'>",
        "<image href='data:image/svg+xml,x'/>",
    ] {
        assert_eq!(code(write(body)), "image-unsupported", "{body}");
    }
}
