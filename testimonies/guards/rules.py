"""The guards themselves: what each refuses, on which table, said once for both databases."""

from dataclasses import dataclass

LEDGER, EVENT, HEAD, RECORD = (
    "testimonies_ledgerrow",
    "testimonies_event",
    "testimonies_head",
    "testimonies_record",
)
SCAN = "testimonies_scan"
EXPLANATION = "testimonies_explanation"
WITNESS, TESTIMONY = "testimonies_witness", "testimonies_testimony"
TABLES = (
    *(LEDGER, EVENT, HEAD, RECORD, SCAN, EXPLANATION, WITNESS, TESTIMONY),
    *("testimonies_passage", "testimonies_reference", "testimonies_claim"),
)

# Each of these is checked on the way in, and again by verify_ledger for every row that stands there.
_LAST_PUBLISHED = (
    f"coalesce((SELECT max(x.event_id) FROM {LEDGER} x WHERE x.record_id = NEW.record_id"
    " AND x.kind = 'published' AND x.number < NEW.number), 0)"
)
_WINDOW = f"{{e}}.record_id = NEW.record_id AND {{e}}.id > {_LAST_PUBLISHED} AND {{e}}.id < NEW.event_id"
_FITS = " OR ".join(
    f"(NEW.kind = '{kind}' AND e.action = '{action}')"
    for kind, action in (
        ("published", "approve"),
        ("withdrawn", "withdraw"),
        ("merged", "merge"),
        ("erased", "erase"),
    )
)


@dataclass(frozen=True)
class Guard:
    """A refusal: on `operation` of `table`, when `condition` holds, with `message`."""

    name: str
    table: str
    operation: str
    condition: str
    message: str


TWO_PEOPLE = Guard(
    "ledger_two_people",
    LEDGER,
    "INSERT",
    f"NEW.kind = 'published' AND EXISTS (SELECT 1 FROM {EVENT} e WHERE {_WINDOW.format(e='e')}"
    " AND e.actor_id = NEW.actor_id AND e.action IN ('edit', 'submit'))",
    "who edited or submitted may not approve",
)
# The last word before an approval is a submission, and of exactly this content: what was taken back,
# returned or erased since is not published, whatever stage the record was set to.
REVIEWED = Guard(
    "ledger_reviewed",
    LEDGER,
    "INSERT",
    f"NEW.kind = 'published' AND NOT EXISTS (SELECT 1 FROM {EVENT} e WHERE e.action IN ('submit', 'reopen')"
    f" AND e.digest = NEW.digest AND e.id = (SELECT max(f.id) FROM {EVENT} f WHERE {_WINDOW.format(e='f')}"
    " AND f.action IN ('edit', 'submit', 'recall', 'return', 'reopen', 'erase')))",
    "this is not the content that was submitted",
)

_OF_THE_LEDGER = (
    Guard("ledger_delete", LEDGER, "DELETE", "1=1", "ledger rows are never deleted"),
    Guard(
        "ledger_update",
        LEDGER,
        "UPDATE OF number, record_id, noun, identifier, version, kind, at, actor_id, event_id, schema,"
        " erases, digest, previous, sha256",
        "1=1",
        "ledger rows never change",
    ),
    Guard(
        "ledger_erase",
        LEDGER,
        "UPDATE OF body, salt",
        "NEW.body IS NOT NULL OR NEW.salt IS NOT NULL OR NOT EXISTS ("
        f"SELECT 1 FROM {LEDGER} x WHERE x.record_id = OLD.record_id AND x.kind = 'erased'"
        " AND x.number > OLD.number AND x.erases LIKE '%,' || OLD.number || ',%')",
        "a body is only ever erased, and only after a row that names it",
    ),
    Guard(
        "ledger_chain",
        LEDGER,
        "INSERT",
        f"NOT EXISTS (SELECT 1 FROM {HEAD} h WHERE h.number = NEW.number - 1 AND h.sha256 = NEW.previous)",
        "a ledger row follows the head",
    ),
    Guard(
        "ledger_fresh",
        LEDGER,
        "INSERT",
        f"EXISTS (SELECT 1 FROM {LEDGER} x WHERE x.number = NEW.number OR x.event_id = NEW.event_id"
        " OR (x.identifier = NEW.identifier AND x.record_id <> NEW.record_id)"
        " OR (x.identifier <> NEW.identifier AND x.record_id = NEW.record_id)"
        " OR (x.identifier = NEW.identifier AND x.kind = 'published' AND NEW.kind = 'published'"
        " AND x.version >= NEW.version))",
        "number, event, identifier and version of a ledger row are its own",
    ),
    Guard(
        "ledger_merged",
        LEDGER,
        "INSERT",
        f"NEW.kind <> 'erased' AND EXISTS (SELECT 1 FROM {LEDGER} x"
        " WHERE x.record_id = NEW.record_id AND x.kind = 'merged')",
        "a merged record leads to the other one for ever",
    ),
    Guard(
        "ledger_whole",
        LEDGER,
        "INSERT",
        "NEW.body IS NULL OR NEW.salt IS NULL OR length(NEW.salt) <> 64 OR length(NEW.digest) <> 64"
        " OR length(NEW.sha256) <> 64",
        "a ledger row is born with its body, salt and hashes",
    ),
    Guard(
        "ledger_event",
        LEDGER,
        "INSERT",
        f"NOT EXISTS (SELECT 1 FROM {EVENT} e WHERE e.id = NEW.event_id AND e.record_id = NEW.record_id"
        f" AND e.actor_id = NEW.actor_id AND e.digest = NEW.digest AND e.at = NEW.at AND ({_FITS}))",
        "a ledger row fits its event",
    ),
    TWO_PEOPLE,
    REVIEWED,
)

_OF_EVENTS = (
    Guard("event_update", EVENT, "UPDATE", "1=1", "events never change"),
    Guard("event_delete", EVENT, "DELETE", "1=1", "events are never deleted"),
    Guard(
        "event_fresh",
        EVENT,
        "INSERT",
        # SQLite shows an id that it has yet to give as -1.
        f"EXISTS (SELECT 1 FROM {EVENT} e WHERE e.id = NEW.id"
        " OR (NEW.id <> -1 AND e.record_id = NEW.record_id AND e.id > NEW.id))",
        "an event is written once, and after those before it",
    ),
    Guard(
        "event_reopen",
        EVENT,
        "INSERT",
        # Taking a return back restores a submission; it is none of its own: the content is what was submitted
        # since the last publication, nothing was done to it, and the last word on it is the return.
        f"NEW.action = 'reopen' AND (NOT EXISTS (SELECT 1 FROM {EVENT} e WHERE e.record_id = NEW.record_id"
        " AND e.action IN ('submit', 'reopen') AND e.digest = NEW.digest AND e.id = (SELECT max(f.id)"
        f" FROM {EVENT} f WHERE f.record_id = NEW.record_id"
        " AND f.action IN ('edit', 'submit', 'recall', 'reopen', 'erase', 'approve', 'withdraw')))"
        f" OR NOT EXISTS (SELECT 1 FROM {EVENT} g WHERE g.action = 'return' AND g.id = (SELECT max(h.id)"
        f" FROM {EVENT} h WHERE h.record_id = NEW.record_id"
        " AND h.action IN ('edit', 'submit', 'recall', 'return', 'reopen', 'erase'))))",
        "only an untouched submission is opened again",
    ),
    Guard(
        "event_references",
        EVENT,
        "INSERT",
        "NEW.action IN ('submit', 'approve') AND EXISTS (SELECT 1 FROM testimonies_passage p"
        " WHERE p.testimony_id = NEW.record_id AND p.standing <> 'removed'"
        " AND NOT EXISTS (SELECT 1 FROM testimonies_reference r WHERE r.passage_id = p.id))",
        "a passage needs a reference",
    ),
    Guard(
        "event_claim_reference",
        EVENT,
        "INSERT",
        "NEW.action IN ('submit', 'approve') AND EXISTS (SELECT 1 FROM testimonies_claim c"
        " WHERE c.record_id = NEW.record_id"
        " AND NOT EXISTS (SELECT 1 FROM testimonies_reference r WHERE r.claim_id = c.record_id))",
        "a claim needs a reference",
    ),
)

_OF_THE_HEAD = (
    Guard("head_delete", HEAD, "DELETE", "1=1", "the head is never deleted"),
    Guard("head_insert", HEAD, "INSERT", f"EXISTS (SELECT 1 FROM {HEAD})", "there is one head"),
    Guard(
        "head_update",
        HEAD,
        "UPDATE",
        f"NOT EXISTS (SELECT 1 FROM {LEDGER} x WHERE x.number = NEW.number AND x.sha256 = NEW.sha256"
        f" AND x.number = (SELECT max(number) FROM {LEDGER}))",
        "the head stands at the last ledger row",
    ),
)

_OF_RECORDS = (
    Guard(
        "record_identifier",
        RECORD,
        "UPDATE OF identifier",
        "coalesce(NEW.identifier, '') <> coalesce(OLD.identifier, '') AND (OLD.identifier IS NOT NULL"
        f" OR NOT EXISTS (SELECT 1 FROM {LEDGER} x"
        " WHERE x.record_id = NEW.id AND x.identifier = NEW.identifier))",
        "an identifier is given once, by the ledger",
    ),
    Guard(
        "record_fresh",
        RECORD,
        "INSERT",
        f"NEW.identifier IS NOT NULL OR EXISTS (SELECT 1 FROM {RECORD} r WHERE r.id = NEW.id)",
        "a record begins without an identifier, and once",
    ),
)

_OF_SCANS = (
    Guard("scan_update", SCAN, "UPDATE", "1=1", "the result of a scan never changes"),
    Guard("scan_delete", SCAN, "DELETE", "1=1", "the result of a scan is never deleted"),
)

_OF_EXPLANATIONS = (
    Guard("explanation_update", EXPLANATION, "UPDATE", "1=1", "an explanation never changes"),
    Guard("explanation_delete", EXPLANATION, "DELETE", "1=1", "an explanation is never deleted"),
    Guard(
        "explanation_event",
        EXPLANATION,
        "INSERT",
        f"NOT EXISTS (SELECT 1 FROM {EVENT} e WHERE e.id = NEW.event_id AND e.record_id = NEW.record_id"
        " AND e.action = 'comment')",
        "an explanation is a comment on its record",
    ),
)

# Of whom a published row is: the witness of a testimony, or the witness whose page it is.
_PROTECTED = (
    f"NEW.kind = 'published' AND EXISTS (SELECT 1 FROM {WITNESS} w WHERE w.protection IS NOT NULL"
    f" AND w.record_id IN (NEW.record_id, (SELECT t.witness_id FROM {TESTIMONY} t"
    " WHERE t.record_id = NEW.record_id))"
)
# The details are sealed in another database: that a scan is younger than they are only the service knows.
_OF_CONSENT = (
    Guard(
        "ledger_consent",
        LEDGER,
        "INSERT",
        f"{_PROTECTED} AND (w.consent_withdrawn OR ' ' || w.consent || ' ' NOT LIKE '% publication %'"
        " OR CAST(w.consent_until AS varchar) < substr(NEW.at, 1, 10)))",
        "a protected witness has not consented to publication",
    ),
    Guard(
        "ledger_scanned",
        LEDGER,
        "INSERT",
        f"{_PROTECTED} AND NOT EXISTS (SELECT 1 FROM {SCAN} s WHERE s.passages = '' AND s.id = (SELECT"
        f" max(x.id) FROM {SCAN} x WHERE x.record_id = NEW.record_id AND x.digest = NEW.digest)))",
        "no scan of exactly this content found it clean of protected names",
    ),
)

GUARDS = (
    *(*_OF_THE_LEDGER, *_OF_CONSENT, *_OF_EVENTS),
    *(*_OF_THE_HEAD, *_OF_RECORDS, *_OF_SCANS, *_OF_EXPLANATIONS),
)
