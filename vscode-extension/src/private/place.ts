import { join } from "node:path";
import { commandBeside, interpreterIn, type Machine } from "../finding/places.ts";

/** Where the private environment is, or would be. */
export interface PrivatePlace {
  readonly folder: string;
  readonly python: string;
  readonly command: string;
}

/** The place for a version of the server, below the extension's own storage. */
export function placeOf(storage: string, version: string, machine: Machine): PrivatePlace {
  const folder = join(storage, `server-${version}`);
  const python = interpreterIn(folder, machine);
  return { folder, python, command: commandBeside(python, machine) };
}
