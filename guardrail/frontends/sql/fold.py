"""Folds the constants of a condition: operator precedence with explicit stacks.

Binding, loosest first: OR, XOR, AND, NOT, comparisons, other operators, + and -, * and /, signs.
"""

from __future__ import annotations

from collections.abc import Iterable

from guardrail.frontends.sql import predicates
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.operands import has_null, operand
from guardrail.frontends.sql.terms import (
    COMPARISONS,
    Term,
    both,
    calculated,
    compared,
    distinct,
    either,
    is_null,
    negated,
    shown,
)
from guardrail.frontends.sql.token import Kind

_OR, _XOR, _AND, _NOT, _COMPARISON, _OTHER, _SUM, _PRODUCT, _SIGN = range(1, 10)
_ARITHMETIC = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "%": _PRODUCT}
_SIGNS = frozenset({"-", "+", "~", "@", "!"})
_OPEN = "("
_PATTERNS = ("LIKE", "ILIKE", "RLIKE", "REGEXP", "GLOB", "SIMILAR TO", "~", "REGEXP_LIKE")


class Fold:
    """Folds one condition. `keys` are the columns taken for the key of the table.

    `tables` are the names that give every row of it, `rows` those that stand for the row asked
    about; both are lower case.
    """

    def __init__(
        self,
        condition: Cursor,
        keys: Iterable[str],
        or_pipes: bool,
        tables: frozenset[str] = frozenset(),
        rows: frozenset[str] = frozenset(),
    ) -> None:
        self._cursor = condition.copy()
        self._keys = frozenset(keys)
        self._or_pipes = or_pipes
        self._tables = tables
        self._rows = rows
        self._operands: list[Term] = []
        self._operators: list[tuple[int, str]] = []
        self._loose = False
        self.compares_null = ""

    def value(self) -> Term:
        """The folded condition."""
        cursor = self._cursor
        expecting = True
        while not cursor.done:
            before = cursor.at
            expecting = self._operand() if expecting else self._operator()
            if cursor.at == before:
                cursor.at += 1
        self._reduce(0)
        while self._operators:
            self._operators.pop()
            self._reduce(0)
        result = self._operands[-1] if self._operands else Term(unknown=True)
        result.unknown |= self._loose
        return result

    def _operand(self) -> bool:
        """Reads one operand or a sign before it; returns whether an operand is still expected."""
        cursor = self._cursor
        up = cursor.up()
        if up == "NOT":
            cursor.at += 1
            self._operators.append((_NOT, "NOT"))
            return True
        if up in _SIGNS and cursor.kind() is Kind.MARK:
            cursor.at += 1
            self._operators.append((_NOT, "NOT") if up == "!" else (_SIGN, f"sign {up}"))
            return True
        if up == "(" and predicates.is_plain_group(cursor):
            cursor.at += 1
            self._operators.append((0, _OPEN))
            return True
        if up == "(" and predicates.is_plain_query(cursor):
            cursor.at += 2
            self._operators.append((0, _OPEN))
            return True
        if up == ")":
            self._operands.append(Term())
            return self._close()
        term = operand(cursor, self._tables, self._rows)
        if term.column and self._rows:
            owner = term.key.rpartition(".")[0]
            term.row = term.column if not owner or owner in self._rows else ""
        self._operands.append(term)
        return False

    def _close(self) -> bool:
        self._cursor.at += 1
        self._reduce(0)
        if self._operators:
            self._operators.pop()
        return False

    def _operator(self) -> bool:
        """Reads what may follow an operand; returns whether another operand is expected."""
        cursor = self._cursor
        up = cursor.up()
        if up == ")":
            return self._close()
        if up == "AND" and self._between():
            return True
        if up in ("=", "==") and predicates.is_any_of_query(cursor):
            self._reduce(_COMPARISON)
            cursor.at += 2
            self._operands.append(predicates.listed(self._pop(), cursor, self._keys, self._tables))
            return False
        level = self._level(up)
        if level:
            cursor.at += 1
            self._reduce(level)
            self._operators.append((level, self._plain(up)))
            return True
        if cursor.kind() is Kind.HOLE:
            self._loose = True
            cursor.at += 1
            return False
        return self._predicate()

    def _level(self, up: str) -> int:
        if up in _ARITHMETIC:
            return _ARITHMETIC[up]
        if up in COMPARISONS:
            return _COMPARISON
        if up == "||":
            return _OR if self._or_pipes else _OTHER
        if up == "&&":
            return _AND if self._or_pipes else _OTHER
        return {"OR": _OR, "XOR": _XOR, "AND": _AND, "ESCAPE": _OTHER}.get(up, 0)

    def _plain(self, up: str) -> str:
        if self._or_pipes and up in ("||", "&&"):
            return "OR" if up == "||" else "AND"
        return up

    def _predicate(self) -> bool:
        """IS, IN, LIKE, BETWEEN, casts, and operators that nothing is known of."""
        cursor = self._cursor
        if predicates.skip_cast(cursor, self._operands):
            return False
        opposite = bool(cursor.accept("NOT"))
        if cursor.up() == "IN":
            self._reduce(_COMPARISON)
            cursor.at += 1
            subject, inner = self._pop(), cursor.copy().group()
            if opposite and inner is not None and has_null(inner):
                self.compares_null = f"{shown(subject) or '…'} NOT IN (…, NULL)"
            self._apply(predicates.listed(subject, cursor, self._keys, self._tables), opposite)
            return False
        if cursor.up() in ("IS", "ISNULL", "NOTNULL"):
            self._reduce(_COMPARISON)
            if cursor.sees("IS DISTINCT FROM") or cursor.sees("IS NOT DISTINCT FROM"):
                distinct = not cursor.accept("IS NOT DISTINCT FROM")
                cursor.accept("IS DISTINCT FROM")
                self._operators.append((_COMPARISON, "DISTINCT" if distinct else "<=>"))
                return True
            self._operands.append(predicates.tested(self._pop(), cursor, self._keys))
            return False
        if cursor.accept("BETWEEN"):
            cursor.accept("SYMMETRIC", "ASYMMETRIC")
            self._reduce(_COMPARISON)
            self._operators.append((_COMPARISON, "NOT BETWEEN" if opposite else "BETWEEN"))
            return True
        if found := cursor.accept(*_PATTERNS):
            cursor.accept("*", "ANY", "ALL", "BINARY")
            self._reduce(_COMPARISON)
            self._operators.append((_COMPARISON, f"NOT {found}" if opposite else found))
            return True
        cursor.at += 1
        self._reduce(_OTHER)
        self._operators.append((_OTHER, "OPAQUE"))
        return True

    def _apply(self, term: Term, opposite: bool) -> None:
        self._operands.append(negated(term) if opposite else term)

    def _between(self) -> bool:
        """Whether this AND belongs to a BETWEEN, whose first bound it then ends."""
        index = len(self._operators) - 1
        while index >= 0 and self._operators[index][0] > _COMPARISON:
            index -= 1
        if index < 0 or not self._operators[index][1].endswith("BETWEEN"):
            return False
        self._reduce(_OTHER)
        level, name = self._operators[-1]
        self._operators[-1] = (level, f"{name} AND")
        self._cursor.at += 1
        return True

    def _pop(self) -> Term:
        return self._operands.pop() if self._operands else Term()

    def _reduce(self, level: int) -> None:
        """Applies the operators on the stack that bind at least as tightly."""
        while self._operators and self._operators[-1][0] >= max(level, 1):
            _, name = self._operators.pop()
            self._operands.append(self._result(name))

    def _result(self, name: str) -> Term:
        right = self._pop()
        if name == "NOT":
            return negated(right)
        if name.startswith("sign"):
            return predicates.signed(name[-1], right)
        left = self._pop()
        if name.endswith("BETWEEN AND"):
            value = self._pop()
            inside = both(
                compared(">=", value, left, self._keys), compared("<=", value, right, self._keys)
            )
            return negated(inside) if name.startswith("NOT") else inside
        if name in COMPARISONS:
            if name != "<=>" and is_null(left) != is_null(right):
                self.compares_null = f"{shown(left) or '…'} {name} {shown(right) or '…'}"
            return compared(name, left, right, self._keys)
        if name == "DISTINCT":
            return distinct(left, right, self._keys)
        if name in ("AND", "OR"):
            return both(left, right) if name == "AND" else either(left, right)
        if name.removeprefix("NOT ") in _PATTERNS:
            return predicates.like(name, left, right)
        if name in _ARITHMETIC or name == "||":
            return calculated(name, left, right)
        return left if name == "ESCAPE" else Term(unknown=name == "XOR" and left.unknown)
