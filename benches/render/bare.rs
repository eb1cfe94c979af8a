//! Bare Typst: the least that it needs to see, and how its work is timed.

use std::collections::HashMap;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// What curricle says made a PDF, so that both write the same.
const CREATOR: &str = concat!("curricle ", env!("CARGO_PKG_VERSION"));

/// The least that Typst needs to see.
pub(crate) struct Bare {
    library: LazyHash<Library>,
    fonts: FontStore,
    files: HashMap<FileId, (Bytes, Option<Source>)>,
    main: Source,
}

impl Bare {
    /// Typst with all bundled fonts and no files.
    pub(crate) fn new() -> Self {
        let mut fonts = FontStore::new();
        fonts.extend(typst_kit::fonts::scan(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts").as_ref()));
        let main = Source::new(id("/main.typ"), String::new());
        Self { library: LazyHash::new(Library::default()), fonts, files: HashMap::new(), main }
    }

    /// Adds a file of a theme, unless it is there.
    pub(crate) fn add(&mut self, path: &str, bytes: Vec<u8>) {
        let id = id(path);
        self.files.entry(id).or_insert_with(|| {
            let source = Path::new(path)
                .extension()
                .is_some_and(|it| it == "typ")
                .then(|| Source::new(id, String::from_utf8(bytes.clone()).expect("text")));
            (Bytes::new(bytes), source)
        });
    }

    /// Lays a document out.
    pub(crate) fn layout(&mut self, main: String) -> PagedDocument {
        self.main = Source::new(self.main.id(), main);
        typst::compile::<PagedDocument>(self).output.expect("compiles")
    }

    /// Writes pages as PDF.
    pub(crate) fn pdf(document: &PagedDocument) -> Vec<u8> {
        let date = Datetime::from_ymd_hms(2026, 11, 21, 0, 0, 0).expect("a date");
        let options = PdfOptions {
            ident: Smart::Auto,
            creator: Smart::Custom(Some(CREATOR.into())),
            timestamp: Some(Timestamp::new_utc(date)),
            page_ranges: None,
            standards: PdfStandards::new(&[PdfStandard::Ua_1]).expect("one standard"),
            tagged: true,
            pretty: false,
        };
        typst_pdf::pdf(document, &options).expect("meets PDF/UA-1")
    }
}

impl World for Bare {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            return Ok(self.main.clone());
        }
        self.files.get(&id).and_then(|file| file.1.clone()).ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).map(|file| file.0.clone()).ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<typst::foundations::Duration>) -> Option<Datetime> {
        Datetime::from_ymd(2026, 11, 21)
    }
}

fn id(path: &str) -> FileId {
    RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).expect("a virtual path")).intern()
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_with_slash().into())
}

/// How long work takes.
pub(crate) fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

/// The median.
pub(crate) fn median(times: &[f64]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}
