"""What the methods of a class and of those derived from it give, and what is called on these."""

from reading_python import items, shown, texts

from guardrail.effects import DataChange, Scope


def test_the_statements_of_derived_classes_run_in_the_base_class() -> None:
    code = """\
        class Job(ABC):
            def run(self, cursor):
                for statement in self.statements():
                    cursor.execute(statement)

            @abstractmethod
            def statements(self): ...

        class Sessions(Job):
            def statements(self):
                return ["DELETE FROM sessions WHERE old", "DELETE FROM tokens"]

        class Carts(Job):
            def statements(self):
                yield "DELETE FROM carts"
        """
    assert texts(code) == [
        "DELETE FROM sessions WHERE old",
        "DELETE FROM tokens",
        "DELETE FROM carts",
    ]


def test_the_parts_of_what_a_function_gives_are_followed() -> None:
    code = """\
        def build(ids):
            if ids is None:
                return "DELETE FROM users", ()
            return "DELETE FROM users WHERE id = ANY(%s)", (ids,)

        def remove(cursor, ids=None):
            query, params = build(ids)
            cursor.execute(query, params)
        """
    assert texts(code) == [
        "DELETE FROM users",
        "DELETE FROM users WHERE id = ANY(%s)",
    ]


def test_a_part_of_something_that_is_no_tuple_stays_unknown() -> None:
    code = """\
        def build(ids):
            if ids is None:
                return made(ids)
            return "DELETE FROM users", ()

        def remove(cursor, ids=None):
            query, params = build(ids)
            cursor.execute(query, params)
        """
    assert texts(code) == []


def test_a_method_of_a_base_class_is_read_for_calls_on_derived_ones() -> None:
    code = """\
        from sqlalchemy import delete

        class Repository:
            model = None

            def __init__(self, session):
                self.session = session

            def delete_where(self, *criteria):
                self.session.execute(delete(self.model).where(*criteria))

        class Users(Repository):
            model = User

        def purge(session):
            Users(session).delete_where()

        def tidy(session):
            Users(session).delete_where(User.gone.is_(True))
        """
    assert Scope.NONE in [one.scope for one in items(code) if isinstance(one, DataChange)]
    narrowed = code.replace("delete_where()", "delete_where(User.old.is_(True))")
    assert Scope.NONE not in [one.scope for one in items(narrowed) if isinstance(one, DataChange)]


def test_a_list_that_has_something_in_it_from_the_start_is_not_empty() -> None:
    code = """\
        def remove(cursor, country=None):
            clauses = ["deleted_at IS NOT NULL"]
            if country:
                clauses.append("country = %s")
            sql = "DELETE FROM users"
            if clauses:
                sql += " WHERE " + " AND ".join(clauses)
            cursor.execute(sql)
        """
    assert "sql: DELETE FROM users" not in shown(code)
    assert "sql: DELETE FROM users" in shown(code.replace('["deleted_at IS NOT NULL"]', "[]"))
    emptied = code.replace('NULL"]\n', 'NULL"]\n            clauses = []\n')
    assert "sql: DELETE FROM users" in shown(emptied)
