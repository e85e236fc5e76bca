"""What a method is called on is none of the arguments that its calls give."""

from __future__ import annotations

from reading_python import items

from guardrail.effects import CodeRun

PAGE = """\
from jinja2 import Template
from tornado import web

class Login(web.RequestHandler):
    def render_template(self, name, **ns):
        if name == "error.html":
            ns["username"] = self.get_argument("username", default="")
            return self._render(**ns)
        return super().render_template(name, **ns)

    def _render(self, username=None, **more):
        html = Template({template}).render(username=username)
        return self.render_template("login.html", html=html)
"""


def test_a_page_of_the_program_is_filled_with_what_a_request_says() -> None:
    code = PAGE.format(template="self.authenticator.page(self.hub.url)")
    assert not [one for one in items(code) if isinstance(one, CodeRun)]


def test_a_page_that_a_request_writes_is_run() -> None:
    code = PAGE.format(template="username")
    assert [one for one in items(code) if isinstance(one, CodeRun)]
