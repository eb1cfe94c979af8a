//! Tests of the font set.

use super::*;

/// The metadata as the files have it.
fn parsed() -> Vec<FontInfo> {
    let parse = |file: &BundledFile| FontInfo::new(file.bytes, 0).expect("bundled fonts can be read");
    bundled::FONTS.iter().map(parse).collect()
}

#[test]
fn bundled_font_metadata_is_that_of_the_files() {
    let lines: Vec<String> = parsed().iter().map(|info| serde_json::to_string(info).expect("serializes")).collect();
    let wanted = format!("[\n{}\n]\n", lines.join(",\n"));
    if std::env::var_os("CURRICLE_UPDATE").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/typeset/fonts/bundled.json");
        std::fs::write(path, &wanted).expect("the source folder can be written");
        return;
    }
    assert!(bundled::METADATA == wanted, "run `CURRICLE_UPDATE=1 cargo test bundled_font_metadata`");
    let set = FontSet::bundled();
    for (index, info) in parsed().iter().enumerate() {
        assert_eq!(set.book().info(index), Some(info), "{}", bundled::FONTS[index].path);
        let coverage = |info: &FontInfo| info.coverage.iter().count();
        assert_eq!(set.book().info(index).map(coverage), Some(coverage(info)));
    }
}

#[test]
fn every_font_file_of_the_package_is_bundled_with_its_licence() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let mut found = Vec::new();
    for folder in std::fs::read_dir(&root).expect("fonts are there").flatten().filter(|entry| entry.path().is_dir()) {
        for file in std::fs::read_dir(folder.path()).expect("a folder").flatten() {
            let path = format!("{}/{}", folder.file_name().display(), file.file_name().display());
            found.push(path);
        }
        let name = format!("{}/x", folder.file_name().display());
        assert!(bundled::LICENCES.iter().any(|licence| same_folder(licence.path, &name)), "{name} has no licence");
    }
    let mut known: Vec<String> =
        bundled::FONTS.iter().chain(bundled::LICENCES).map(|file| file.path.to_string()).collect();
    found.sort();
    known.sort();
    assert_eq!(found, known);
}

#[test]
fn a_family_is_found_regardless_of_case_and_a_near_name_is_suggested() {
    let set = FontSet::bundled();
    assert_eq!(set.family("source serif 4"), Ok("Source Serif 4"));
    let near = |name: &str| match set.family(name) {
        Err(Problem::UnknownFont { near, .. }) => near,
        other => panic!("{other:?}"),
    };
    assert_eq!(set.family("source sans 3").ok(), Some("SourceSans3VF"));
    assert_eq!(near("Source Sans").as_deref(), Some("SourceSans3VF"));
    assert_eq!(near("Libertinus Sreif").as_deref(), Some("Libertinus Serif"));
    assert_eq!(near("Inter Variable").as_deref(), Some("Inter"));
    assert_eq!(near("Zapfino"), None);
}

#[test]
fn the_listing_names_weights_and_origins() {
    let families = FontSet::bundled().families();
    let inter = families.iter().find(|family| family.name == "Inter").expect("Inter is bundled");
    assert_eq!(inter.fonts.len(), 2);
    assert!(inter.fonts.iter().all(|font| font.weight == (100, 900)), "{inter:?}");
    assert!(inter.fonts.iter().any(|font| font.style == "italic"));
    assert!(matches!(inter.fonts[0].origin, FontOrigin::Bundled(path) if path.starts_with("inter/")));
}

#[test]
fn a_folder_adds_its_fonts_first_and_a_broken_file_is_a_warning() {
    let folder = tempfile::tempdir().expect("a folder");
    let deep = folder.path().join("a/b");
    std::fs::create_dir_all(&deep).expect("a folder");
    let slab = bundled::FONTS.iter().find(|file| file.path.ends_with("RobotoSlab-Bold.otf")).expect("is bundled");
    std::fs::write(deep.join("Slab.OTF"), slab.bytes).expect("written");
    std::fs::write(folder.path().join("broken.ttf"), b"no font").expect("written");
    std::fs::write(folder.path().join("readme.txt"), b"text").expect("written");
    let set = FontSet::new(&[folder.path().to_path_buf()], false).expect("only a warning");
    assert_eq!(set.warnings.0.len(), 1, "{:?}", set.warnings);
    assert!(matches!(&set.warnings.0[0].problem, Problem::BadFont { path } if path.ends_with("broken.ttf")));
    assert_eq!(set.value.origins[0].0, FontOrigin::Folder(deep.join("Slab.OTF")));
    assert_eq!(set.value.origins.len(), 1 + bundled::FONTS.len());
    assert_eq!(set.value.font(0).expect("loads").info().family, "Roboto Slab");
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let error = FontSet::new(&[PathBuf::from("no/such/folder")], false).expect_err("missing");
    assert_eq!(error.0[0].code(), "not-found");
}

#[test]
fn files_of_a_document_come_once_and_with_their_licence() {
    let set = FontSet::bundled();
    let font = |index| set.font(index).expect("loads");
    let paths: Vec<_> = set.files_of(&[font(1), font(0), font(0)]).into_iter().map(|file| file.path).collect();
    assert_eq!(
        paths,
        ["inter/Inter-italic.var.ttf", "inter/Inter-roman.var.ttf", "inter/OFL.txt", "inter/debian-copyright.txt"]
    );
}
