"""Who uses a table or a column in a project's code: what counts, and what stays silent."""

from __future__ import annotations

import time
from pathlib import Path
from textwrap import dedent

import pytest

from guardrail.project.uses import SHOWN, Code, uses
from guardrail.project.uses.names import names_of, singular
from guardrail.snapshot.work_tree import WorkTree


def told(
    folder: Path, files: dict[str, str], table: str, column: str = "", **more: object
) -> list[str]:
    """What is told of each place: path, line and message."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(dedent(text))
    snapshot = WorkTree(folder, git=False)
    found = uses(snapshot, list(snapshot.paths()), table, column, **more)  # type: ignore[arg-type]
    lines = []
    for one in found:
        text = snapshot.text(one.span.path).text
        lines.append(f"{one.span.path}:{text.count(chr(10), 0, one.span.start) + 1} {one.message}")
    return lines


MODELS = """\
from django.db import models

class Order(models.Model):
    \"\"\"An order; order.email is documented here.\"\"\"
    email = models.EmailField()
    customer = models.ForeignKey("auth.User", on_delete=models.CASCADE)

    def __str__(self):
        return self.email  # self.email

class Shop(models.Model):
    email = models.EmailField()
"""


def test_django_models_declare_and_use_their_columns(tmp_path: Path) -> None:
    assert told(tmp_path, {"shop/models.py": MODELS}, "shop_order", "email") == [
        "shop/models.py:5 class Order declares it",
        "shop/models.py:9 class Order uses it",
    ]


def test_a_foreign_key_is_used_by_its_field(tmp_path: Path) -> None:
    files = {
        "shop/models.py": MODELS,
        "shop/views.py": "def f(order):\n    return order.customer\n",
    }
    assert told(tmp_path, files, "shop_order", "customer_id")[0].endswith("Order declares it")


VIEWS = """\
from shop.models import Order

def show(request, order, other):
    order.email
    request.last_order.email
    other.email
    Order.objects.filter(email__iexact=request.GET["q"])
    Order.objects.values("email", "-id")
    User.objects.filter(order__email="a")
    email = other.email
    send(email=1)
    print("the email", 'email')
    # order.email
"""


def test_python_uses_a_column_by_attribute_keyword_and_text(tmp_path: Path) -> None:
    assert set(told(tmp_path, {"shop/views.py": VIEWS}, "shop_order", "email")) == {
        "shop/views.py:4 uses order.email",
        "shop/views.py:5 uses last_order.email",
        "shop/views.py:7 names it",
        "shop/views.py:8 names it",
        "shop/views.py:9 names it",
    }


def test_models_of_sqlalchemy_say_their_table(tmp_path: Path) -> None:
    text = """\
        class Person(Base):
            __tablename__ = "users"
            id: Mapped[int] = mapped_column(primary_key=True)
            email: Mapped[str]

        class Other(Base):
            __tablename__ = "others"
            email = Column(String)
        """
    assert told(tmp_path, {"app/db.py": text}, "public.users", "email") == [
        "app/db.py:4 class Person declares it"
    ]


def test_a_base_class_declares_what_the_model_inherits(tmp_path: Path) -> None:
    text = """\
        class AbstractOrder(models.Model):
            guest = models.EmailField()
        class WithTimes(models.Model):
            made_somewhen_at = models.DateTimeField()
        class Order(AbstractOrder, WithTimes):
            pass
        """
    found = told(tmp_path, {"shop/models.py": text}, "shop_order", "made_somewhen_at")
    assert found == ["shop/models.py:4 class WithTimes declares it"]
    assert told(tmp_path, {}, "shop_order", "guest")[0].endswith("AbstractOrder declares it")


SQL = [
    ('cur.execute("SELECT id, email FROM users WHERE id = 1")', 1),
    ("cur.execute('''\\n    select u.email\\n    from public.users u''')", 1),
    ('q = "SELECT email " "FROM users"', 1),
    ('cur.execute(f"UPDATE users SET email = {x}")', 1),
    ('q = f"DELETE FROM \\"users\\" WHERE email = 1"', 1),
    ("db.query(`INSERT INTO users (email) VALUES ($1)`)", 1),
    ('q = "SELECT email FROM people, users"', 1),
    ('q = "SELECT email FROM people"', 0),
    ('q = "SELECT name FROM users"', 0),
    ('print("Select the email from users")', 1),
    ('print("Mail the email from users")', 0),
    ('q = "SELECT email_sent FROM users"', 0),
    ('q = "SELECT email FROM users_old"', 0),
]


@pytest.mark.parametrize(("line", "count"), SQL)
def test_sql_in_texts_must_name_the_table(tmp_path: Path, line: str, count: int) -> None:
    path = "app/db.js" if "`" in line else "app/db.py"
    found = told(tmp_path, {path: f"{line}\n"}, "users", "email")
    assert len(found) == count, found


def test_a_common_name_belongs_to_the_query_it_stands_in(tmp_path: Path) -> None:
    text = "run(`SELECT (SELECT count(*) FROM shop WHERE status = 1), (SELECT {} FROM orders)`)"
    assert told(tmp_path, {"a.ts": text.format("1")}, "orders", "status") == []
    assert told(tmp_path, {"a.ts": text.format("max(status)")}, "orders", "status") != []


def test_sql_files_are_read_statement_by_statement(tmp_path: Path) -> None:
    text = "-- who\nSELECT email FROM users;\nSELECT email FROM people;\n"
    assert told(tmp_path, {"queries/who.sql": text}, "users", "email") == [
        "queries/who.sql:2 names it in SQL"
    ]


OTHERS = {
    "web/user.ts": "export class User {\n  id: number;\n  createdAt: Date;\n}\n",
    "app/models/user.rb": "class User\n  def old?\n    user.created_at < 1\n  end\nend\n",
    "api/user.go": 'type User struct {\n\tID int\n\tCreatedAt time.Time `db:"created_at"`\n}\n',
    "prisma/all.prisma": 'model User {\n  id Int\n  createdAt DateTime @map("created_at")\n}\n',
    "web/show.vue": "<p>{{ user.createdAt }}</p>\n",
    "web/post.ts": "export class Post {\n  createdAt: Date;\n}\npost.createdAt\n",
}


def test_other_languages_are_looked_through_for_members_and_receivers(tmp_path: Path) -> None:
    found = told(tmp_path, OTHERS, "users", "created_at")
    assert {line.partition(":")[0] for line in found} == OTHERS.keys() - {"web/post.ts"}


@pytest.mark.parametrize(
    "path",
    [
        "shop/migrations/0001_a.py",
        "tests/test_a.py",
        "shop/tests.py",
        "docs/conf.py",
        "node_modules/x/a.js",
        "web/app.min.js",
        "web/user.test.ts",
        "README.md",
        "db/schema.sql",
    ],
)
def test_what_is_no_running_code_uses_nothing(tmp_path: Path, path: str) -> None:
    text = (
        'class User(models.Model):\n    email = models.TextField()\nq = "SELECT email FROM users"\n'
    )
    assert told(tmp_path, {path: text}, "users", "email") == []


def test_common_names_need_their_table(tmp_path: Path) -> None:
    text = (
        """\
        from shop.models import Order
        x = Order.objects.all()


        def far():
            return other.name, dict(name=1), "name", thing.name
        """
        + "        \n" * 3
    )
    text = text.replace("def far", "# " + "-" * 100 + "\ndef far")
    assert told(tmp_path, {"shop/a.py": text}, "shop_order", "name") == []


def test_a_common_keyword_counts_where_rows_are_asked_for(tmp_path: Path) -> None:
    text = """\
        from shop.models import Order
        Order.objects.filter(name="a")
        Order(name="b")
        Index(Order, name="by_name")
        """
    found = told(tmp_path, {"shop/a.py": text}, "shop_order", "name")
    assert found == ["shop/a.py:2 names it", "shop/a.py:3 names it"]


def test_the_table_itself(tmp_path: Path) -> None:
    files = {"shop/models.py": MODELS, "shop/views.py": VIEWS, "q.py": '"SELECT 1 FROM shop_order"'}
    found = told(tmp_path, files, "shop_order")
    assert found[0] == "shop/models.py:3 class Order is its model"
    assert "q.py:1 names it in SQL" in found
    assert "shop/views.py:7 uses Order" in found


def test_a_class_that_is_only_called_like_a_model_is_none(tmp_path: Path) -> None:
    code = "class OrderPermission({}):\n    email = 1\n"
    for bases, count in (("BasePermission", 0), ("forms.Form", 0), ("TimeStamped", 1)):
        files = {"shop/auth.py": code.format(bases)}
        assert len(told(tmp_path, files, "shop_orderpermission")) == count


def test_in_scripts_a_table_named_like_what_every_page_has_isnt_guessed(tmp_path: Path) -> None:
    files = {"a.ts": 'stub("document", page);', "b.go": 'table := "document"'}
    assert told(tmp_path, files, "document") == ["b.go:1 seems to name it"]
    assert told(tmp_path, {"c.ts": 'run("SELECT 1 FROM document")'}, "document") != []


def test_classes_that_are_known_leave_no_guess(tmp_path: Path) -> None:
    files = {"shop/models.py": MODELS.replace("Order", "Purchase")}
    assert told(tmp_path, files, "shop_order", "email") == []
    assert told(tmp_path, files, "shop_order", "email", model_names=("Purchase",)) != []


def test_the_surest_are_shown_and_the_rest_is_counted(tmp_path: Path) -> None:
    lines = "".join(f"a{number} = order.customer_code\n" for number in range(30))
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "views.py").write_text(f"from shop.models import Order\n{lines}")
    snapshot = WorkTree(tmp_path, git=False)
    places = Code(snapshot, snapshot.paths()).places("shop_order", "customer_code")
    assert (len(places.shown), places.count) == (SHOWN, 30)
    assert places.shown[-1].message.endswith("and 20 more places do")


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("users", "user"),
        ("categories", "category"),
        ("addresses", "address"),
        ("boxes", "box"),
        ("status", "status"),
        ("analysis", "analysis"),
        ("data", "data"),
    ],
)
def test_one_of_many(many: str, one: str) -> None:
    assert singular(many) == one


def test_a_table_that_is_called_by_many_has_no_label_before_it() -> None:
    assert names_of("latest_metrics", "step").others == {}


def test_the_names_of_a_table_with_the_label_of_its_app() -> None:
    names = names_of('"shop_orderitem"', "customer_id")
    assert names.models == {"shoporderitem"}
    assert names.others == {"orderitem": "shop"}
    assert names.fields == {"customer_id", "customer"}
    assert "customerId" in names.columns


HOSTILE = {
    "words.py": "from users import User\n" + "a" * 400_000,
    "lookups.py": "User\nf('" + "a__" * 200_000 + "email'",
    "quotes.py": "User\n" + "'users' " * 80_000 + "email",
    "froms.py": 'User = "SELECT email FROM ' + "users, FROM " * 60_000 + '"',
    "classes.py": "class User:\n" * 40_000 + " email = Field",
    "remarks.py": 'User = """' + "# -- " * 100_000 + " users email\n" + "-- # " * 50_000 + 'x"""',
    "lists.py": 'User = "SELECT 1 FROM ' + "a, " * 100_000 + 'users, email"',
    "joined.py": "User\n" + '"users" ' * 60_000 + "email",
    "dots.py": "User\n" + ".email" * 150_000,
    "parens.py": "User(" + "(" * 300_000 + "email=1",
    "spaces.js": "User users" + " " * 400_000 + "email: 1",
    "members.ts": "class User {\n" + "  a b c d e f\n" * 50_000 + "email",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_long(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(HOSTILE[name])
    snapshot = WorkTree(tmp_path, git=False)
    start = time.process_time()
    uses(snapshot, [name], "users", "email")
    uses(snapshot, [name], "users")
    assert time.process_time() - start < 10


def test_a_word_in_quotes_may_be_a_table_and_a_name_of_several_words_is_one(tmp_path: Path) -> None:
    files = {"app/a.py": "x = {'log': 1, 'shop_log': 2}\n"}
    assert told(tmp_path, files, "log") == ["app/a.py:1 may name it"]
    assert told(tmp_path, files, "shop_log") == ["app/a.py:1 names it"]


def test_many_questions_about_a_long_text_take_little_more_than_one(tmp_path: Path) -> None:
    """What may be a statement is told apart once, whatever tables are asked for."""
    lines = "".join(f"cur.execute('SELECT a FROM t{n}' \" WHERE b\")\n" for n in range(20_000))
    (tmp_path / "a.py").write_text(lines)
    snapshot = WorkTree(tmp_path, git=False)
    code = Code(snapshot, ["a.py"])
    start = time.process_time()
    found = [code.places(f"t{n}") for n in range(0, 20_000, 100)]
    assert time.process_time() - start < 4
    assert [place.count for place in found] == [1] * 200


def test_many_classes_are_told_apart_once(tmp_path: Path) -> None:
    classes = "".join(f"class C{n}(B):\n" for n in range(40_000))
    tables = "".join(f"'t{n}'\n" for n in range(200))
    (tmp_path / "a.py").write_text(f"{classes}{tables}")
    code = Code(WorkTree(tmp_path, git=False), ["a.py"])
    start = time.process_time()
    for n in range(200):
        code.places(f"t{n}")
    assert time.process_time() - start < 2


BASES = """\
class Named(models.Model):
    title = models.CharField()

class Order(Named):
    class Meta:
        db_table = "shop_order"

class Admin(Order):
    title = models.CharField()
"""


def test_a_field_of_a_base_is_the_models_too(tmp_path: Path) -> None:
    found = told(tmp_path, {"shop/models.py": BASES}, "shop_order", "title")
    assert found == ["shop/models.py:2 class Named declares it"]


STATEMENTS = """\
one = "SELECT a FROM users" + \
    " WHERE b"
users = 1
two = "users"
three = 'DELETE ' "FROM users"
"""


def test_texts_that_are_joined_are_one_statement(tmp_path: Path) -> None:
    assert told(tmp_path, {"app/a.py": STATEMENTS}, "users") == [
        "app/a.py:1 names it in SQL",
        "app/a.py:4 names it in SQL",
    ]


def test_statements_of_a_script_are_told_apart_by_semicolons(tmp_path: Path) -> None:
    text = "SELECT 1;\nSELECT email FROM users;\nSELECT email FROM shops;\nusers"
    assert told(tmp_path, {"b.sql": text}, "users", "email") == ["b.sql:2 names it in SQL"]
