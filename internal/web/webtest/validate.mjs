// Judges pages by html-validate: [{name, html}] on stdin, findings on stdout.
import { HtmlValidate, StaticConfigLoader } from "html-validate";

let input = "";
for await (const chunk of process.stdin) input += chunk;
const judge = new HtmlValidate(new StaticConfigLoader({ extends: ["html-validate:standard"] }));
const findings = [];
for (const { name, html } of JSON.parse(input)) {
  const report = await judge.validateString(html, name);
  for (const { messages } of report.results) {
    for (const m of messages) findings.push({ page: name, rule: m.ruleId, line: m.line, message: m.message });
  }
}
process.stdout.write(JSON.stringify(findings));
