// A small project under version control, and an agent that changes it from outside the editor.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const FILES = {
  "guardrail.toml": `edition = 2026

[[database]]
dialect = "postgres"
version = 16
hot = ["orders"]
`,
  "db/0001_start.sql": "CREATE TABLE orders (id bigint PRIMARY KEY, email text);\nCREATE TABLE sessions (id bigint PRIMARY KEY);\n",
  "app/report.py": `"""What was ordered."""


def totals(cursor):
    cursor.execute("SELECT count(*) FROM orders WHERE email IS NOT NULL")
    return cursor.fetchone()
`,
  "README.md": "# Shop\n",
};

export const MIGRATION = `"""drop what nobody uses"""

from alembic import op

revision = "3f2a"
down_revision = None


def upgrade():
    op.drop_column("orders", "email")
    op.execute("DELETE FROM sessions")


def downgrade():
    pass
`;

export const INDEX = "CREATE INDEX orders_email ON orders (email);\n";

function git(folder, ...words) {
  const who = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"];
  execFileSync("git", [...who, ...words], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
}

/** Makes the folder a repository whose files are all on `main`, with a branch for the work. */
export function repository(folder) {
  git(folder, "init", "--quiet", "--initial-branch=main");
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "--message=start");
  git(folder, "switch", "--quiet", "--create=work");
}

/** An agent at work in a folder. */
export const agent = (folder) => ({
  writes(path, text) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  },
  deletes: (path) => rmSync(join(folder, path), { recursive: true }),
  commits() {
    git(folder, "add", ".");
    git(folder, "commit", "--quiet", "--message=work");
  },
});
