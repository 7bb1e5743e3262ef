// Says of each file that is named whether it parses as a module: `node --check` for many, in one process.
import { readFileSync } from "node:fs";
import { SourceTextModule } from "node:vm";

const files = process.argv.slice(2);
for (const identifier of files) new SourceTextModule(readFileSync(identifier, "utf8"), { identifier });
console.log(`JavaScript: every one of ${files.length} files parses`);
