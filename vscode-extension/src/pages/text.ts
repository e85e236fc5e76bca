/** Text of unknown origin as inline code of Markdown: nothing in it is a link, an image or markup. */
export function code(text: string): string {
  const plain = text.replace(/[\r\n\t]+/g, " ").replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const space = plain === "" || plain.startsWith("`") || plain.endsWith("`") ? " " : "";
  return fence + space + plain + space + fence;
}

/** The same, to stand in a cell of a table. */
export function cell(text: string): string {
  return text === "" ? "" : code(text).replaceAll("|", "\\|");
}
