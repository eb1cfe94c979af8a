// What the npm package simple-resume-parser makes of a text: node parsed.js TEXT NAME EMAIL PHONE WORDS…
// The name, the address and the number have to be found as such, the words (employers, titles, dates) in the experience.
// Run it where the package is installed.
const Parser = require(require.resolve("simple-resume-parser", { paths: [process.cwd()] }));

const [text, name, email, phone, ...words] = process.argv.slice(2);
new Parser(text).parseToJSON().then(({ parts }) => {
  const faults = Object.entries({ name, email, phone })
    .filter(([key, wanted]) => (parts[key] || "").trim() !== wanted)
    .map(([key, wanted]) => `${key} is ${JSON.stringify(parts[key])}, expected ${wanted}`);
  const experience = (parts.experience || "").replace(/\s+/g, " ");
  faults.push(...words.filter((word) => !experience.includes(word)).map((word) => `not in the experience: ${word}`));
  console.error(faults.map((fault) => `  ${fault}`).join("\n") || `  ${3 + words.length} facts are found`);
  process.exit(faults.length ? 1 : 0);
});
