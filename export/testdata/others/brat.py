"""Reads a folder of brat files with brat's own server (from the package brat-client) and verifies it by its rules.

Prints JSON: for every document its events and text-bound annotations as brat read them, and what brat has to say against
them. brat is written in Python 2; the few expressions that Python 3 spells otherwise are changed in a copy.
"""
import importlib
import json
import pathlib
import re
import sys
import tempfile
import types

PYTHON3 = [
    (r"except ([\w.]+), (\w+):", r"except \1 as \2:"),
    (r"\bunicode\b", "str"),
    (r"\bxrange\b", "range"),
    (r"raise (\w+), (.+)", r"raise \1(\2)"),
    (r"print >> ?[\w.]+, (.+)", r"print(\1)"),
    (r"print (\"[^\n]+)", r"print(\1)"),
    (r"sys\.maxint", "sys.maxsize"),
    (r"max\(num, ", "max(int(num), "),
    (r"mode = mode \+ 'U'", "pass"),
    (r"'rU'", "'r'"),
    (r"\(str\(e\)\n\s+for e in self.offsets, \)", "(str(e) for e in self.offsets)"),
    (r"\bimport robotparser\b.*", ""),
    (r"\bimport urlparse\b.*", ""),
]


def brat(source, folder):
    """The modules of brat's server that read and verify annotations, and the list of what they complain about."""
    said = []

    def say(text, *_, **__):
        said.append(text)

    def module(name, **content):
        sys.modules[name] = types.ModuleType(name)
        vars(sys.modules[name]).update(content)

    # What the server needs to answer browsers, and reading does not.
    module("message", Messager=types.SimpleNamespace(error=say, warning=say, info=say, debug=say))
    module("filelock", file_lock=None)
    module("config", BASE_DIR=str(folder), DATA_DIR=str(folder))
    copy = tempfile.TemporaryDirectory()
    for name in ["annotation", "common", "projectconfig", "verify_annotations"]:
        code = (source / (name + ".py")).read_text(encoding="utf-8").split("\nif __name__ ==")[0]
        for old, new in PYTHON3:
            code = re.sub(old, new, code)
        (pathlib.Path(copy.name) / (name + ".py")).write_text(code, encoding="utf-8")
    sys.path.insert(0, copy.name)
    loaded = [importlib.import_module(name) for name in ["annotation", "projectconfig", "verify_annotations"]]
    copy.cleanup()
    return *loaded, said


def main():
    here = pathlib.Path(__file__).parent
    folder = pathlib.Path(sys.argv[1]).resolve()
    annotation, projectconfig, verify, said = brat(here / "node_modules/brat-client/server/src", folder)
    project = projectconfig.ProjectConfiguration(str(folder))
    out = {"": {"faults": list(said)}}
    for path in sorted(folder.glob("*.txt")):
        said.clear()
        document = annotation.TextAnnotations(str(path.with_suffix("")), read_only=True)
        text = document.get_document_text()
        lines = list(document)
        faults = said + [f"line {n + 1} cannot be read: {str(lines[n]).strip()}" for n in document.failed_lines]
        # That two statements share a cue is so in the text, and brat calls it harmless.
        faults += [i.human_readable_str() for i in verify.verify_annotation(document, project) if i.type != verify.AnnotationWarning]
        out[path.stem] = {
            "text": text,
            "bounds": {t.id: {"type": t.type, "text": t.text, "words": " ".join(text[a:b] for a, b in t.spans)} for t in document.get_textbounds()},
            "events": [{"id": e.id, "type": e.type, "trigger": e.trigger, "arguments": e.args} for e in document.get_events()],
            "references": {n.target: n.refdb + ":" + n.refid for n in document.get_normalizations()},
            "faults": faults,
        }
    json.dump(out, sys.stdout)


main()
