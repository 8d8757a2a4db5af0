"""The house's one rule: a module imports only from lower floors."""

import ast
from importlib.metadata import version
from pathlib import Path

import pcad_kg
from pcad_kg.paths import PACKAGE

FLOORS = (
    ("errors", "terms", "typed", "model.kinds"),
    ("model.source",),
    ("model.items", "model.numbers", "model.voices"),
    ("model.links",),
    ("model.report",),
    ("model",),
    ("paths", "names"),
    ("files", "aside", "record", "stopwatch"),
    ("load",),
    ("read",),
    ("page",),
    ("outline",),
    ("split", "captions", "grid", "compare", "naming", "quantity"),
    ("speaker", "respondents", "likeness"),
    ("extract",),
    (
        "extract.agencies",
        "extract.facts",
        "extract.figures",
        "extract.findings",
        "extract.glossary",
        "extract.inline",
        "extract.questions",
        "extract.quotes",
        "extract.recommendations",
        "extract.cross_references",
        "extract.references",
        "extract.statistics",
        "extract.tables",
    ),
    ("ground", "agreement", "repeat", "grade", "illustrate", "candidates"),
    ("edited",),
    ("judgements", "notes"),
    ("link", "coverage", "disclosure", "propose"),
    ("audit.found",),
    ("audit.appendices", "audit.claims", "audit.pairs", "audit.quoted"),
    ("audit.ranked", "audit.slips", "audit.wholes"),
    (
        "audit.absent",
        "audit.acronyms",
        "audit.answers",
        "audit.bounded",
        "audit.captions",
        "audit.changes",
        "audit.counts",
        "audit.cross_references",
        "audit.degrees",
        "audit.exceptions",
        "audit.fractions",
        "audit.groups",
        "audit.introduced",
        "audit.joint",
        "audit.minorities",
        "audit.names",
        "audit.periods",
        "audit.praised",
        "audit.printed_lists",
        "audit.questions",
        "audit.quoted_words",
        "audit.quotes",
        "audit.rankings",
        "audit.references",
        "audit.reported",
        "audit.scope",
        "audit.shown",
        "audit.summary_body",
        "audit.tables",
        "audit.text_table",
        "audit.themes",
        "audit.totals",
        "audit.twofold",
        "audit.verdicts",
        "audit.wordings",
    ),
    ("audit",),
    ("engine",),
    ("engine.protocol", "engine.tokens"),
    ("engine.faults",),
    ("engine.outside", "engine.oxterms", "engine.login"),
    ("engine.bounds", "engine.given", "engine.wire"),
    ("engine.oxigraph", "engine.memory", "engine.endpoint"),
    ("engine.choose",),
    ("vocabulary", "triples", "writer"),
    ("triplify.items",),
    (
        "triplify.discrepancies",
        "triplify.links",
        "triplify.proposals",
        "triplify.sources",
        "triplify.tables",
        "triplify.voices",
    ),
    ("triplify.statistics",),
    (
        "counts",
        "gather",
        "snapshot",
        "triplify",
        "store",
        "reason",
        "library",
        "concepts",
        "cited",
        "rows",
        "search_words",
        "search_snippet",
        "search_items",
        "write",
    ),
    ("lookup",),
    ("validate", "ask", "check", "walk", "search_names", "search_index"),
    ("groups", "shared", "search_facets"),
    ("trail",),
    ("wording", "trail_graph"),
    ("entries", "show", "listing", "check_text", "search", "ask_text"),
    ("trail_text", "trail_page", "search_text"),
    ("trail_formats", "shared_text"),
    ("export",),
    ("export.drawing", "export.held"),
    ("export.look", "export.fold", "fall"),
    ("export.project", "export.layers", "export.springs"),
    ("network", "export.layout"),
    ("measures",),
    (
        "export.attributes",
        "export.boxes",
        "export.markup",
        "export.data",
        "export.markdown",
        "export.vault_names",
    ),
    ("export.lettering", "export.telling", "export.chosen", "export.jsonld"),
    ("export.ink", "export.cards", "export.rdf"),
    ("export.tracks", "export.chart", "export.dot"),
    ("export.briefing",),
    ("export.picture",),
    (
        "export.gexf",
        "export.graphml",
        "export.cx2",
        "export.cytoscapejs",
        "export.nodelink",
        "export.tables",
        "export.neo4j",
        "export.obsidian",
        "export.page",
    ),
    ("export.yed",),
    ("measures_text", "export.formats"),
    ("build", "publish"),
    (
        "serve",
        "serve.chapters",
        "serve.cite",
        "serve.drawn",
        "serve.limits",
        "serve.messages",
        "serve.partitions",
        "serve.paths",
        "serve.placed",
        "serve.policy",
        "serve.refusals",
        "serve.steady",
    ),
    ("serve.kept", "serve.patience", "serve.text", "serve.writing"),
    (
        "serve.answers",
        "serve.body",
        "serve.desk",
        "serve.guard",
        "serve.negotiate",
        "serve.pool",
        "serve.service",
    ),
    ("serve.standings",),
    (
        "serve.asked",
        "serve.asking",
        "serve.audits",
        "serve.examples",
        "serve.facts",
        "serve.finding",
        "serve.grids",
        "serve.lists",
        "serve.made",
        "serve.mapped",
        "serve.numbers",
        "serve.outermost",
        "serve.overview",
        "serve.rdf",
        "serve.source",
        "serve.vocabularies",
        "serve.wordings",
        "serve.worker",
    ),
    ("serve.describe", "serve.editor", "serve.render", "serve.told"),
    ("serve.maker", "serve.plain"),
    ("serve.sparql", "serve.taken"),
    ("serve.items", "serve.linked", "serve.people"),
    ("serve.app", "serve.downloads", "serve.sections"),
    ("serve.pages",),
    ("serve.run", "serve.site"),
    ("cli.program",),
    ("cli.telling",),
    ("cli.asking", "cli.building", "cli.giving", "cli.judging"),
    ("cli",),
)
FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names}
RDF_FREE_FLOORS = range(FLOOR["read"], FLOOR["audit"] + 1)


def modules() -> dict[str, Path]:
    """The package's modules by their names within it."""
    found = {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
        for path in PACKAGE.rglob("*.py")
        if "data" not in path.relative_to(PACKAGE).parts
    }
    return {
        name.removesuffix(".__init__"): path
        for name, path in found.items()
        if name != "__init__"
    }


def imports_of(path: Path) -> set[str]:
    """Every module that a file imports, within functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_every_module_has_a_floor() -> None:
    """26 modules or more, and none that the plan does not know."""
    assert set(modules()) == set(FLOOR)
    assert len(FLOOR) > 25


def test_modules_import_only_from_lower_floors() -> None:
    """No import leads to the same floor or a higher one; siblings stay apart."""
    wrong = [
        f"{name} imports {other}"
        for name, path in modules().items()
        for imported in imports_of(path)
        if (other := imported.removeprefix("pcad_kg.")) in FLOOR
        and imported.startswith("pcad_kg.")
        and FLOOR[other] >= FLOOR[name]
    ]
    assert wrong == []


def test_readers_and_extractors_never_see_rdf() -> None:
    """From `read` to `link`, no module imports rdflib or the names made of it."""
    wrong = [
        name
        for name, path in modules().items()
        if (
            FLOOR[name] in RDF_FREE_FLOORS
            and any(i.split(".")[0] == "rdflib" for i in imports_of(path))
        )
        or (FLOOR[name] in RDF_FREE_FLOORS and "pcad_kg.names" in imports_of(path))
    ]
    assert wrong == []


def test_the_public_face_is_exact() -> None:
    """Every public name loads, and no name is listed that does not."""
    loaded = {name: getattr(pcad_kg, name) for name in pcad_kg.__all__}
    assert sorted(loaded) == sorted(pcad_kg._HOMES)
    assert all(value is not None for value in loaded.values())
    assert {*pcad_kg.__all__, "__version__"} <= set(dir(pcad_kg))
    assert pcad_kg.__version__ == version("pcad-kg")
