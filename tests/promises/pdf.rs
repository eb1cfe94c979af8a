//! Reads PDFs: text, links, metadata and tags.

use pdf_extract::{Dictionary, Document, Object};

/// A PDF that was read.
pub(crate) struct Pdf {
    document: Document,
    bytes: Vec<u8>,
}

impl Pdf {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        Self { document: Document::load_mem(bytes).unwrap(), bytes: bytes.to_owned() }
    }

    /// The text in the order of the content, folded as [`folded`] does.
    pub(crate) fn text(&self) -> String {
        folded(&pdf_extract::extract_text_from_mem(&self.bytes).unwrap())
    }

    /// The targets of all links.
    pub(crate) fn links(&self) -> Vec<String> {
        let mut links = Vec::new();
        for page in self.document.get_pages().values() {
            for annotation in self.document.get_page_annotations(*page).unwrap() {
                let action = self.follow(annotation.get(b"A").unwrap()).as_dict().unwrap();
                links.push(text(action.get(b"URI").unwrap()));
            }
        }
        links
    }

    pub(crate) fn catalog(&self) -> &Dictionary {
        self.document.catalog().unwrap()
    }

    /// An entry of the document information, if it is there.
    pub(crate) fn info(&self, key: &[u8]) -> Option<String> {
        let info = self.follow(self.document.trailer.get(b"Info").ok()?);
        Some(text(info.as_dict().ok()?.get(key).ok()?))
    }

    /// The XMP metadata.
    pub(crate) fn xmp(&self) -> String {
        let stream = self.follow(self.catalog().get(b"Metadata").unwrap()).as_stream().unwrap();
        let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        String::from_utf8(content).unwrap()
    }

    /// The width and height of each page in points, rounded.
    pub(crate) fn sizes(&self) -> Vec<(f32, f32)> {
        let size = |page| {
            let media = self.document.get_dictionary(page).unwrap().get(b"MediaBox").unwrap();
            let media: Vec<f32> =
                self.follow(media).as_array().unwrap().iter().map(|it| it.as_float().unwrap()).collect();
            ((media[2] - media[0]).round(), (media[3] - media[1]).round())
        };
        self.document.get_pages().into_values().map(size).collect()
    }

    /// The types of all structure elements, in reading order.
    pub(crate) fn tags(&self) -> Vec<String> {
        let mut tags = Vec::new();
        let root = self.follow(self.catalog().get(b"StructTreeRoot").unwrap());
        self.visit(root, &mut tags);
        tags
    }

    fn visit(&self, element: &Object, tags: &mut Vec<String>) {
        match self.follow(element) {
            Object::Array(items) => items.iter().for_each(|item| self.visit(item, tags)),
            Object::Dictionary(element) => {
                if let Ok(name) = element.get(b"S").and_then(Object::as_name) {
                    tags.push(String::from_utf8_lossy(name).into_owned());
                }
                if let Ok(children) = element.get(b"K") {
                    self.visit(children, tags);
                }
            }
            _ => {}
        }
    }

    pub(crate) fn follow<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.document.dereference(object).unwrap().1
    }
}

/// A text string (ISO 32000-1, 7.9.2.2).
pub(crate) fn text(object: &Object) -> String {
    pdf_extract::decode_text_string(object).unwrap()
}

/// In lower case and without white space: what readers of text make of case, lines and gaps is their own.
pub(crate) fn folded(text: &str) -> String {
    text.to_uppercase().to_lowercase().chars().filter(|c| !c.is_whitespace()).collect()
}
