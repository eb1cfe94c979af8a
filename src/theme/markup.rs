//! The Markdown tree as Typst calls. Every call and every leaf ends in a semicolon, so that nothing after it attaches;
//! leaves are literals.

use std::fmt::{self, Write};

use super::literal::write_literal;
use super::origin::write_mark;
use crate::application::markup::{Block, Inline, Markup};
use crate::diagnostic::Span;

/// Writes markup for a place within Typst markup.
pub(super) fn write_markup(out: &mut dyn Write, markup: &Markup) -> fmt::Result {
    write_blocks(out, &markup.blocks, markup.span)
}

/// Writes one text for a place within Typst markup.
pub(super) fn write_text(out: &mut dyn Write, text: &str, span: Option<Span>) -> fmt::Result {
    out.write_char('#')?;
    write_marked_literal(out, text, span)?;
    out.write_char(';')
}

/// Writes a literal with its mark.
pub(super) fn write_marked_literal(out: &mut dyn Write, text: &str, span: Option<Span>) -> fmt::Result {
    write_mark(out, span)?;
    write_literal(out, text)
}

fn write_blocks(out: &mut dyn Write, blocks: &[Block], span: Option<Span>) -> fmt::Result {
    let mut after_paragraph = false;
    for block in blocks {
        match block {
            Block::Paragraph(content) => {
                if after_paragraph {
                    out.write_str("#parbreak();")?;
                }
                write_inlines(out, content, span)?;
            }
            Block::List { start, items } => {
                match start {
                    Some(start) => write!(out, "#enum(start: {start}")?,
                    None => out.write_str("#list(tight: true")?,
                }
                for item in items {
                    out.write_str(", [")?;
                    write_blocks(out, item, span)?;
                    out.write_char(']')?;
                }
                out.write_str(");")?;
            }
        }
        after_paragraph = matches!(block, Block::Paragraph(_));
    }
    Ok(())
}

fn write_inlines(out: &mut dyn Write, content: &[Inline], span: Option<Span>) -> fmt::Result {
    content.iter().try_for_each(|piece| write_inline(out, piece, span))
}

fn write_inline(out: &mut dyn Write, piece: &Inline, span: Option<Span>) -> fmt::Result {
    let (call, content) = match piece {
        Inline::Text(text) => return write_text(out, text, span),
        Inline::Code(code) => {
            out.write_str("#raw(")?;
            write_marked_literal(out, code, span)?;
            return out.write_str(");");
        }
        Inline::Break => return out.write_str("#linebreak();"),
        Inline::Link { url, content } => {
            out.write_str("#link(")?;
            write_marked_literal(out, url, span)?;
            out.write_char(')')?;
            ("", content)
        }
        Inline::Strong(content) => ("#strong", content),
        Inline::Emphasis(content) => ("#emph", content),
        Inline::Strike(content) => ("#strike", content),
    };
    out.write_str(call)?;
    out.write_char('[')?;
    write_inlines(out, content, span)?;
    out.write_str("];")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(markup: &Markup) -> String {
        let mut out = String::new();
        write_markup(&mut out, markup).unwrap();
        assert!(typst::syntax::parse(&out).errors_and_warnings().0.is_empty(), "{out}");
        out
    }

    #[test]
    fn every_form_is_a_call_with_literals() {
        assert_eq!(
            written(&Markup::inline("a **b** *c* ~~d~~ `e` [f](https://g)\\\nh", None)),
            concat!(
                r#"#"\u{61}\u{20}";#strong[#"\u{62}";];#"\u{20}";#emph[#"\u{63}";];#"\u{20}";#strike[#"\u{64}";];"#,
                r#"#"\u{20}";#raw("\u{65}");#"\u{20}";#link("\u{68}ttps\u{3a}\u{2f}\u{2f}g")[#"\u{66}";];"#,
                r##"#linebreak();#"\u{68}";"##
            )
        );
        assert_eq!(
            written(&Markup::blocks("a\n\nb\n- c\n  1. d\n- e", None)),
            concat!(
                r##"#"\u{61}";#parbreak();#"\u{62}";#list(tight: true, [#"\u{63}";#enum(start: 1, [#"\u{64}";]);], "##,
                r##"[#"\u{65}";]);"##
            )
        );
    }
}
