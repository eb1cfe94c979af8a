#!/usr/bin/env python3
"""Whether editors and validators read our schemas as they should: yaml-language-server, jsonschema and ajv.

    .ci/editor.py CURRICLE

Types into documents as a person would, over the language server protocol, and looks at what is marked, offered and shown. Installs
the three from npm and PyPI into a folder of its own, and says so and passes where they cannot be had.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
EDITED = ["profile", "application", "letter", "workspace", "theme"]
KINDS = EDITED + ["synonyms", "options", "report", "match"]
PACKAGES = ["yaml-language-server@1", "ajv@8"]
CURSOR = "‸"

# Documents, and what is marked in each with a part of the sentence that says why. Nothing else may be marked.
MARKED = [
    ("profile", "basics: {name: Ada, emial: ada@example.org}", {"emial": "not allowed"}),
    ("profile", "wrok:\n  - name: Acme\n", {"wrok": "not allowed"}),
    ("profile", "work:\n  - nam: Acme\n    startDate: 2020\n", {"nam": "not allowed"}),
    ("profile", "experience:\n  - employr: Acme\n", {"employr": "not allowed"}),
    ("profile", "work:\n  - name: Acme\n    highlights:\n      - AWS: moved 40 services\n", {"AWS": "needs quotes"}),
    ("profile", "work:\n  - highlights:\n      - Led the migration: it took a year\n", {"Led the migration": "needs quotes"}),
    ("profile", "basics:\n  summary:\n    AWS: I know it\n", {"AWS": "in quotes"}),
    ("profile", "work:\n  - startDate: [2020]\n", {"[2020]": "Write a date such as `2023`"}),
    ("profile", "basics: {name: [Ada]}", {"[Ada]": "Write one text"}),
    ("profile", "basics: Ada", {"Ada": "Write `key: value` lines"}),
    ("profile", "meta: {language: German language}", {"German language": "Write a language by its tag"}),
    ("profile", "sections:\n  talks: {kind: entrys}\n", {"entrys": "Valid values"}),
    ("application", "profile: me.yaml\ndate: 21/11/2026\n", {"21/11/2026": "Write a date such as `2023`"}),
    ("application", "them: plain\n", {"them": "not allowed"}),
    ("application", "formats: [docx]\n", {"docx": "Choose among `pdf`"}),
    ("application", "formats: docx\n", {"docx": "Choose among `pdf`"}),
    ("application", "select: {since: soon}\n", {"soon": "Write a date"}),
    ("application", "select: {limit: {work: many}}\n", {"many": "Write a whole number"}),
    ("application", "pages: two\n", {"two": "Write a whole number"}),
    ("application", "change:\n  work:\n    acme:\n      nam: Acme\n", {"nam": "not allowed"}),
    ("letter", "body: Hello\nsubjct: Hello\n", {"subjct": "not allowed"}),
    ("letter", "body: Hello\nsubject:\n  Re: your advert\n", {"Re": "in quotes"}),
    ("workspace", "targets:\n  - profiles: '*.yaml'\n    theems: [plain]\n", {"theems": "not allowed"}),
    ("workspace", "targets: [{profiles: a.yaml}]\ndefaults: {langauge: de}\n", {"langauge": "not allowed"}),
    ("theme", "extends: plain\noptions:\n  corner: {type: nummer}\n", {"nummer": "Valid values"}),
    ("theme", "extend: plain\n", {"extend": "not allowed"}),
]

# What people write in other words, half-written lines, and keys that are nobody's business.
SILENT = [
    ("profile", "experience:\n  - employer: Acme\n    Job Title: Engineer\n    start_date: 2020\n    bullets: [Built it]\n"),
    ("profile", "basics:\n  name: Ada\n  linkedin: ada\n  firstName: Ada\n  e-mail: ada@example.org\nx-note: any\n_draft: 1\n"),
    ("profile", "name: Ada\nprofile: I build things.\nlanguage: en\n"),
    ("profile", "basics:\n  name:\nwork:\n  - name:\n    endDate:\n    highlights:\n"),
    ("profile", "basics: {name: Ada, label: {en: Engineer, de: Ingenieurin}}\nskills: [Go, Rust]\neducation: {institution: MIT}\n"),
    ("profile", "work:\n  - {name: Acme, startDate: 2020, endDate: present, location: Berlin}\n  - highlights: one line\n"),
    ("application", "theme: {name: ./own, corner: 3}\nredact: [basics.location, contact]\nselect: {since: {work: 10y}}\n"),
    ("application", "change:\n  experience:\n    0: null\n  basics: {location: {city: Bonn}}\n  skills: [Go]\n"),
    ("application", "letter: letters/acme.yaml\npages: 2\nformats: PDF, txt\nlanguage: pt-BR\n"),
    ("theme", "extends: meridian\noptions:\n  accent: '#123456'\n  fonts: {body: Inter}\n  density: {max: 0.8}\n"),
]

SECTIONS = {"summary", "work", "education", "skills"}
NOISE = {"true", "false", "null", "property"}

# Documents with a cursor, and what is offered there among others. Never `true`, `false` or `null`, where it does not say so.
OFFERED = [
    ("profile", "‸\n", {"basics", "work", "sections", "meta"}),
    ("profile", "basics:\n  ‸\n", {"name", "email", "profiles"}),
    ("profile", "work:\n  - ‸\n", {"name", "startDate", "highlights"}),
    ("profile", "work:\n  - name: Acme\n    ‸\n", {"position", "startDate", "highlights"}),
    ("profile", "experience:\n  - name: Acme\n    ‸\n", {"position", "startDate", "highlights"}),
    ("profile", "basics:\n  name: ‸\n", set()),
    ("profile", "meta:\n  language: ‸\n", {"en", "de", "zh-Hant"}),
    ("profile", "meta:\n  sections: [‸]\n", SECTIONS),
    ("profile", "sections:\n  talks:\n    kind: ‸\n", {"entries", "list", "quote"}),
    ("profile", "sections:\n  talks:\n    kind: entries\n    items:\n      - ‸\n", {"title", "subtitle"}),
    ("application", "‸\n", {"theme", "select", "redact", "letter"}),
    ("application", "theme: ‸\n", {"plain", "ledger", "sidebar"}),
    ("application", "theme:\n  ‸\n", {"name", "accent", "density", "fonts", "cards"}),
    ("application", "theme:\n  name: ‸\n", {"plain", "ledger", "sidebar"}),
    ("application", "theme:\n  paper: ‸\n", {"auto", "a4"}),
    ("application", "theme:\n  photo: ‸\n", {"true", "false"}),
    ("application", "theme:\n  fonts:\n    ‸\n", {"body", "head"}),
    ("application", "language: ‸\n", {"en", "de"}),
    ("application", "formats: [‸]\n", {"pdf", "txt"}),
    ("application", "formats:\n  - ‸\n", {"pdf", "txt"}),
    ("application", "formats: ‸\n", {"pdf", "txt"}),
    ("application", "redact: [‸]\n", {"contact", "name", "photo"}),
    ("application", "select:\n  sections: [‸]\n", SECTIONS),
    ("application", "select:\n  limit:\n    ‸\n", {"work", "highlights"}),
    ("application", "change:\n  ‸\n", {"basics", "work", "skills"}),
    ("application", "change:\n  basics:\n    ‸\n", {"label", "summary"}),
    ("application", "change:\n  work:\n    acme:\n      ‸\n", {"position", "highlights"}),
    ("letter", "‸\n", {"to", "subject", "body"}),
    ("workspace", "targets:\n  - ‸\n", {"applications", "profiles", "themes"}),
    ("workspace", "targets:\n  - themes: [‸]\n", {"plain", "ledger"}),
    ("workspace", "targets:\n  - languages: [‸]\n", {"en", "de"}),
    ("workspace", "targets:\n  - formats: [‸]\n", {"pdf", "png"}),
    ("workspace", "defaults:\n  theme: ‸\n", {"plain", "ledger"}),
    ("theme", "extends: ‸\n", {"base", "plain"}),
    ("theme", "options:\n  ‸\n", {"accent", "density"}),
    ("theme", "options:\n  corner:\n    type: ‸\n", {"color", "number"}),
]

# Documents with a cursor, and what is shown there.
SHOWN = [
    ("profile", "ba‸sics: {name: Ada}", "The person: name, contact, summary."),
    ("profile", "work:\n  - na‸me: Acme\n", "The employer."),
    ("profile", "exp‸erience:\n  - name: Acme\n", "Another name for `work`. Jobs, latest first."),
    ("profile", "work:\n  - emp‸loyer: Acme\n", "Another name for `name`. The employer."),
    ("profile", "git‸hub: ada\nname: Ada\n", "A part of `profiles`, which is read here too."),
    ("profile", "sections:\n  talks:\n    kind: li‸st\n", "`list`: Bullet points"),
    ("application", "theme: led‸ger\n", "`ledger`: "),
    ("application", "theme: {name: plain, den‸sity: 0.5}\n", "Takes a number from 0 to 1."),
    ("application", "formats: [pd‸f]\n", "`pdf`: One PDF"),
    ("application", "let‸ter: {body: Hello}\n", "The letter, or the path of its file from this file."),
    ("application", "select: {sin‸ce: 2018}\n", "Leaves out entries that ended before a date"),
    ("application", "redact: [con‸tact]\n", "`contact`: E-mail, phone"),
    ("workspace", "tar‸gets:\n  - profiles: a.yaml\n", "What is made, in groups."),
    ("letter", "bo‸dy: Hello\n", "The text of the letter."),
    ("theme", "ext‸ends: plain\n", "The theme whose files and options"),
]

# What each schema accepts, beside the examples of the repository, and what none does.
BROKEN = [(kind, text) for kind, text, _ in MARKED] + [("profile", "[]"), ("letter", "subject: a"), ("workspace", "output: dist")]


def documents():
    """The documents of the repository, by their kinds."""
    for kind, patterns in {
        "profile": ["data/profiles/*.yaml", "data/samples/full.yaml", "examples/*.yaml", "examples/*/profile.yaml", "data/starter/profile.yaml"],
        "application": ["examples/job-search/applications/*.yaml", "data/starter/applications/*.yaml"],
        "letter": ["examples/letters/*.yaml", "data/samples/letter.yaml"],
        "workspace": ["examples/*/curricle.yaml", "data/starter/curricle.yaml"],
        "theme": ["themes/*/theme.yaml"],
    }.items():
        found = [path for pattern in patterns for path in sorted(ROOT.glob(pattern))]
        assert found, kind
        for path in found:
            yield kind, path, path.read_text(encoding="utf-8")


class Server:
    """yaml-language-server, over standard input and output."""

    def __init__(self, modules, schemas):
        program = modules / "yaml-language-server/bin/yaml-language-server"
        self.process = subprocess.Popen(["node", program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.folder, self.count, self.marked = schemas, 0, {}
        self.settings = {
            "schemas": {(schemas / f"{kind}.json").as_uri(): f"*.{kind}.yaml" for kind in EDITED},
            "schemaStore": {"enable": False},
            "hoverSchemaSource": False,
            "validate": True,
            "hover": True,
            "completion": True,
        }
        markdown = {"hover": {"contentFormat": ["markdown"]}, "completion": {"completionItem": {"snippetSupport": True}}}
        capabilities = {"workspace": {"configuration": True}, "textDocument": markdown}
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})
        self.send({"method": "initialized", "params": {}})
        self.send({"method": "workspace/didChangeConfiguration", "params": {"settings": {"yaml": self.settings}}})

    def send(self, message):
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def receive(self):
        length = 0
        while line := self.process.stdout.readline().strip():
            name, value = line.split(b":", 1)
            length = int(value) if name.lower() == b"content-length" else length
        if not length:
            sys.exit("the language server ended")
        message = json.loads(self.process.stdout.read(length))
        if message.get("method") == "workspace/configuration":
            asked = message["params"]["items"]
            answer = [self.settings if item.get("section") == "yaml" else {} for item in asked]
            self.send({"id": message["id"], "result": answer})
        elif message.get("method") == "textDocument/publishDiagnostics":
            self.marked[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            self.send({"id": message["id"], "result": None})
        return message

    def ask(self, method, parameters):
        self.count += 1
        number = self.count
        self.send({"id": number, "method": method, "params": parameters})
        while True:
            message = self.receive()
            if message.get("id") == number and "method" not in message:
                if "error" in message:
                    sys.exit(f"{method}: {message['error']}")
                return message["result"]

    def open(self, kind, text):
        """Opens a document and waits for what is marked in it."""
        self.count += 1
        uri = (self.folder / f"{self.count}.{kind}.yaml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while uri not in self.marked:
            self.receive()
        return uri

    def at(self, method, uri, text, offset):
        before = text[:offset]
        place = {"line": before.count("\n"), "character": offset - before.rfind("\n") - 1}
        return self.ask(method, {"textDocument": {"uri": uri}, "position": place})

    def mistakes(self, kind, text):
        """What is marked, with what is said of it."""
        lines = text.split("\n")
        for found in self.marked[self.open(kind, text)]:
            start, end = found["range"]["start"], found["range"]["end"]
            last = end["character"] if end["line"] == start["line"] else None
            yield lines[start["line"]][start["character"] : last].strip(), found["message"]

    def offered(self, kind, text):
        offset = text.index(CURSOR)
        text = text.replace(CURSOR, "")
        items = self.at("textDocument/completion", self.open(kind, text), text, offset)["items"]
        return {item["label"]: item.get("insertText", "") for item in items if not item["label"].startswith("- (array item)")}

    def shown(self, uri, text, offset):
        """What is shown of what stands at a place, as it reads on the screen."""
        hover = self.at("textDocument/hover", uri, text, offset)
        return re.sub(r"\\([\\`*_{}\[\]#+!])", r"\1", hover["contents"]["value"]) if hover else ""


def keys(text):
    """The places of the keys of a block document, and their names."""
    block = None
    offset = 0
    for line in text.splitlines(keepends=True):
        indent = len(line) - len(line.lstrip(" "))
        if block is not None and line.strip() and indent <= block:
            block = None
        found = re.match(r"( *(?:- )*)([A-Za-z][\w-]*):(?=[ \n])", line)
        if block is None and found:
            yield offset + found.end(1), found.group(2)
            if re.search(r": [|>][-+]?\s*$", line):
                block = indent
        offset += len(line)


def in_editor(server):
    """What is not as it should be in an editor."""
    for kind, text, expected in MARKED:
        found = dict(server.mistakes(kind, text))
        right = found.keys() == expected.keys() and all(part in found[where] for where, part in expected.items())
        if not right or any("pattern of" in message for message in found.values()):
            yield f"{kind} {text!r}: marked {found}, not {expected}"
    silent = [(kind, text) for kind, text in SILENT] + [(kind, text) for kind, _, text in documents()]
    for kind, text in silent:
        for where, message in server.mistakes(kind, re.sub(r"^# yaml-language-server:.*\n", "", text)):
            yield f"{kind} {text[:60]!r}: {where!r} is marked: {message}"
    for kind, text, expected in OFFERED:
        found = server.offered(kind, text)
        if missing := expected - found.keys():
            yield f"{kind} {text!r}: {sorted(missing)} are not offered, only {sorted(found)}"
        if noise := (found.keys() & NOISE) - expected:
            yield f"{kind} {text!r}: {sorted(noise)} are offered"
        # A key comes with its colon.
        if text.splitlines()[-1].strip() == CURSOR:
            if bare := [key for key, inserted in found.items() if ":" not in inserted]:
                yield f"{kind} {text!r}: no colon after {bare}"
    for kind, text, expected in SHOWN:
        offset = text.index(CURSOR)
        text = text.replace(CURSOR, "")
        found = server.shown(server.open(kind, text), text, offset)
        if expected not in found or not is_clean(found):
            yield f"{kind} {text!r}: {expected!r} is not shown, but {found!r}"
    for kind, path, text in documents():
        text = re.sub(r"^# yaml-language-server:.*\n", "", text)
        uri = server.open(kind, text)
        for offset, name in keys(text):
            found = server.shown(uri, text, offset + 1)
            # The ids of own sections, options of themes and entries are anybody's.
            if found and not is_clean(found):
                yield f"{path.name}: `{name}` shows {found!r}"


def is_clean(hover):
    """Whether there is one heading with a description below it, and no trace of how the schema is made."""
    heading, _, rest = hover.partition("\n\n")
    return heading.startswith("#### curricle ") and "||" not in hover and (rest.strip() != "" or "####" not in hover)


def parts(schema, path=""):
    """All schemas in a schema, with their places."""
    if isinstance(schema, dict):
        yield path, schema
        for key, value in schema.items():
            if key in ("properties", "patternProperties", "$defs"):
                for name, inner in value.items():
                    yield from parts(inner, f"{path}/{key}/{name}")
            elif key not in ("enum", "const", "default", "if"):
                yield from parts(value, f"{path}/{key}")
    elif isinstance(schema, list):
        for index, inner in enumerate(schema):
            yield from parts(inner, f"{path}/{index}")


def in_words(kind, schema):
    """What editors could not explain, or validators not read."""
    for path, part in parts(schema):
        for name, inner in part.get("properties", {}).items():
            description = inner.get("description", "") if isinstance(inner, dict) else ""
            conditional = "/then/" in f"{path}/" or "/allOf/" in path
            if not conditional and not re.match(r"[A-Z`].*\.$", description, re.DOTALL):
                yield f"{kind}{path}: `{name}` is described as {description!r}"
        if isinstance(part.get("pattern"), str) and "patternErrorMessage" not in part:
            yield f"{kind}{path}: nothing explains the pattern {part['pattern']!r}"
        if len(part.get("enumDescriptions", part.get("enum", []))) != len(part.get("enum", [])):
            yield f"{kind}{path}: not every value has a description"
        for pattern in [part["pattern"]] if isinstance(part.get("pattern"), str) else list(part.get("patternProperties", {})):
            try:
                re.compile(pattern)
            except re.error as error:
                yield f"{kind}{path}: {pattern!r}: {error}"


# Reads documents as JSON lines, each with its kind, and says of each whether ajv accepts it; YAML becomes JSON first.
AJV = """
const Ajv = require("ajv/dist/2020"), YAML = require("yaml"), fs = require("fs");
const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
const { schemas, documents } = JSON.parse(fs.readFileSync(0));
const validators = Object.fromEntries(Object.entries(schemas).map(([kind, schema]) => [kind, ajv.compile(schema)]));
const judged = documents.map(({ kind, text }) => {
    const value = YAML.parse(text);
    return { value, valid: validators[kind](value), errors: validators[kind].errors };
});
console.log(JSON.stringify(judged));
"""


def in_validators(modules, schemas, draft):
    """What ajv and jsonschema judge wrongly."""
    said = [(kind, text, True) for kind, text in SILENT] + [(kind, text, True) for kind, _, text in documents()]
    said += [(kind, text, False) for kind, text in BROKEN]
    asked = {"schemas": schemas, "documents": [{"kind": kind, "text": text} for kind, text, _ in said]}
    run = subprocess.run(["node", "-e", AJV], input=json.dumps(asked), capture_output=True, text=True, cwd=modules.parent)
    if run.returncode:
        yield f"ajv: {run.stderr}"
        return
    validators = {}
    for kind, schema in schemas.items():
        draft.check_schema(schema)
        validators[kind] = draft(schema)
    for (kind, text, valid), judged in zip(said, json.loads(run.stdout)):
        if judged["valid"] != valid:
            yield f"ajv, {kind} {text[:60]!r}: {judged['errors'] or 'accepted'}"
        errors = [error.message for error in validators[kind].iter_errors(judged["value"])]
        if (not errors) != valid:
            yield f"jsonschema, {kind} {text[:60]!r}: {errors[:3] or 'accepted'}"


def installed(folder):
    """The folder of the npm packages, and the validator of jsonschema; none where one of them cannot be had."""
    try:
        npm = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder]
        subprocess.run([*npm, *PACKAGES], check=True, stdout=subprocess.DEVNULL)
        try:
            import jsonschema
        except ImportError:
            pip = [sys.executable, "-m", "pip", "install", "--quiet", "--break-system-packages", "--target", folder / "python", "jsonschema"]
            subprocess.run(pip, check=True, stdout=subprocess.DEVNULL)
            sys.path.insert(0, str(folder / "python"))
            import jsonschema
    except (OSError, ImportError, subprocess.CalledProcessError) as error:
        print(f"skipped: yaml-language-server, ajv and jsonschema cannot be installed here: {error}")
        sys.exit()
    return folder / "node_modules", jsonschema.Draft202012Validator


def main(curricle):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        modules, draft = installed(folder)
        schemas = {}
        for kind in KINDS:
            schemas[kind] = subprocess.run([curricle, "schema", kind], check=True, capture_output=True).stdout
            (folder / f"{kind}.json").write_bytes(schemas[kind])
        schemas = {kind: json.loads(text) for kind, text in schemas.items()}
        wrong = [fault for kind in EDITED for fault in in_words(kind, schemas[kind])]
        wrong += in_validators(modules, schemas, draft)
        server = Server(modules, folder)
        wrong += in_editor(server)
        server.process.kill()
        server.process.wait()
        for fault in wrong:
            print(fault)
        print(f"{len(MARKED)} mistakes, {len(OFFERED)} offers and {len(SHOWN)} explanations tried, {len(wrong)} are wrong")
        sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve())
