"""A dry run that doesn't leave, and what stands behind it is done."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import GuardChange

HEAD = (
    "import shutil, logging\nfrom customers.models import Customer\nlog = logging.getLogger()\n\n"
)
DELETES = "Customer.objects.filter(active=False).delete()"
OWN = "def purge(rows):\n    Customer.objects.filter(pk__in=rows).delete()\n\n"
CAREFUL = OWN.replace("rows):", "rows, dry_run=False):\n    if dry_run:\n        return")


def idle(code: str, path: str = "app/clean.py") -> list[str]:
    """The flags of the dry runs that hold nothing back."""
    found = items(HEAD + code, path)
    return [one.detail for one in found if isinstance(one, GuardChange) and one.guard == "dry run"]


def function(*lines: str, given: str = "dry_run=False") -> str:
    """A function of a few lines."""
    return f"def clean({given}):\n" + "".join(f"    {line}\n" for line in lines)


@pytest.mark.parametrize(
    "lines",
    [
        ("if dry_run:", "    print('would delete')", DELETES),
        ("if dry_run:", "    for r in rows:", "        log.info('would delete %s', r)", DELETES),
        (
            "if dry_run:",
            "    print('dry run')",
            "try:",
            f"    {DELETES}",
            "except ValueError:",
            "    x = 1",
        ),
        ("if dry_run:  # only look", "    print('x')", "for r in rows:", "    shutil.rmtree(r)"),
        ("for r in rows:", "    if dry_run:", "        print(r)", "    shutil.rmtree(r)"),
        ("dry_run = options['dry_run']", "if dry_run:", "    print('x')", DELETES),
        ("if options['dry_run']:", "    print('x')", DELETES),
        ("if options.get('dry_run', False):", "    print('x')", DELETES),
        ("if args.simulate:", "    print('x')", DELETES),
        ("if not args.apply:", "    print('would delete', rows)", DELETES),
        ("if self.dry_run:", "    self.stdout.write('x')", "cur.execute('DROP TABLE users')"),
        ("if dry_run:", "    click.echo('x')", "purge(rows)"),
    ],
)
def test_what_stands_behind_it_is_done(lines: tuple[str, ...]) -> None:
    assert len(idle(OWN + function(*lines))) == 1


@pytest.mark.parametrize(
    "lines",
    [
        ("if dry_run:", "    print('would delete')", "    return", DELETES),
        ("if dry_run:", "    print('would delete')", "    raise SystemExit", DELETES),
        ("if dry_run:", "    print('would delete')", "else:", f"    {DELETES}"),
        ("if dry_run:", "    print('dry run')", "if not dry_run:", f"    {DELETES}"),
        ("if dry_run:", "    print('dry run')", "if dry_run:", "    return", DELETES),
        (
            "for r in rows:",
            "    if dry_run:",
            "        print(r)",
            "        continue",
            "    shutil.rmtree(r)",
        ),
        ("if dry_run:", "    print('x')", "client.delete(rows, dry_run=dry_run)"),
        ("if dry_run:", "    print('x')", "purge(rows, dry_run=dry_run)"),
        ("if dry_run:", "    client = Fake()", DELETES),
        ("if dry_run:", "    command.append('--dry-run')", "subprocess.run(['rm', '-r', 'x'])"),
        ("do_it = not dry_run", "if dry_run:", "    print('x')", "if do_it:", f"    {DELETES}"),
        ("if dry_run:", "    print('x')", DELETES, "transaction.set_rollback(True)"),
        ("if dry_run:", "    print('x')", "rows.count()"),
        (DELETES, "if dry_run:", "    print('x')"),
        ("if verbose:", "    print('x')", DELETES),
        ("if not args.apply:", "    print('starting')", DELETES),
        ("if wanted:", "    if dry_run:", "        print('x')", "else:", f"    {DELETES}"),
    ],
)
def test_a_dry_run_that_holds_it_back(lines: tuple[str, ...]) -> None:
    assert idle(OWN + function(*lines)) == []


def test_a_function_that_asks_itself_may_be_called() -> None:
    lines = ("if self.dry_run:", "    print('x')", "purge(rows)")
    assert idle(CAREFUL + function(*lines)) == []


def test_tests_may_do_it() -> None:
    code = function("if dry_run:", "    print('x')", DELETES)
    assert idle(code, "tests/test_clean.py") == []
