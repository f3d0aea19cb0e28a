// One engine of Node makes the papers of one kind, as engines.py does:
//   node peers.mjs ENGINE PAPER COUNT TEMPLATES OUT CASES.json
import fs from 'node:fs';
import path from 'node:path';

const [engine, paper, count, templates, out, casesFile] = process.argv.slice(2);
const cases = JSON.parse(fs.readFileSync(casesFile, 'utf8')).slice(0, Number(count));
const template = path.join(templates, `${paper}.${engine === 'carbone' ? 'carbone' : 'mustache'}.docx`);

// Each gives a function from a case to the bytes of a paper, as the engine's documentation shows it.
const makers = {
  async docxtemplater() {
    const { Docxtemplater, PizZip, options, zipped } = await docxtemplater();
    const data = fs.readFileSync(template);
    return (values) => zipped(new Docxtemplater(new PizZip(data), options).render(values));
  },
  // Not documented: one compiled instance used again and again.
  async 'docxtemplater, kept'() {
    const { Docxtemplater, PizZip, options, zipped } = await docxtemplater();
    const kept = new Docxtemplater(new PizZip(fs.readFileSync(template)), options);
    return (values) => {
      kept.rendered = false;
      return zipped(kept.render(values));
    };
  },
  async 'easy-template-x'() {
    const { TemplateHandler } = await import('easy-template-x');
    const handler = new TemplateHandler();
    const data = fs.readFileSync(template);
    return (values) => handler.process(data, values);
  },
  async carbone() {
    const carbone = (await import('carbone')).default;
    return (values) => new Promise((done, failed) =>
      carbone.render(template, values, {}, (error, result) => (error ? failed(error) : done(result))));
  },
};

async function docxtemplater() {
  const Docxtemplater = (await import('docxtemplater')).default;
  const PizZip = (await import('pizzip')).default;
  return {
    Docxtemplater,
    PizZip,
    options: { paragraphLoop: true, linebreaks: true },
    zipped: (made) => made.getZip().generate({ type: 'nodebuffer', compression: 'DEFLATE' }),
  };
}

await makers[engine](); // loads the modules before the clock starts, as Python's are
const clock = [performance.now()];
const cpu = process.cpuUsage();
const make = await makers[engine]();
for (const [number, values] of cases.entries()) {
  fs.writeFileSync(path.join(out, `${number}.docx`), await make(values));
  clock.push(performance.now());
}
const used = process.cpuUsage(cpu);
console.log(JSON.stringify({
  each: quickest() / 1000,
  cpu: (used.user + used.system) / 1e6 / cases.length,
  memory: process.resourceUsage().maxRSS / 1024,
  size: fs.statSync(path.join(out, '0.docx')).size,
}));
process.exit(0);

function quickest() {
  const size = Math.max(1, Math.floor(cases.length / 20));
  let least = Infinity;
  for (let at = size; at < clock.length; at += 1) least = Math.min(least, clock[at] - clock[at - size]);
  return least / size;
}
