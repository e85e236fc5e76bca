import { readFile } from "node:fs/promises";

/** What the lock says: the version of the server, and how many packages come with it. */
export interface Lock {
  readonly file: string;
  readonly version: string;
  readonly packages: number;
}

/** Reads the lock that was packaged with the extension; undefined where there is none (a development build). */
export async function readLock(file: string): Promise<Lock | undefined> {
  const text = await readFile(file, "utf8").catch(() => "");
  const version = /^repo-guardrail==(\S+)/m.exec(text)?.[1];
  if (version === undefined) return undefined;
  return { file, version, packages: [...text.matchAll(/^[a-z0-9_.-]+(\[[a-z,]+\])?==/gim)].length };
}
