// Opens XForms in the engine of ODK Web Forms: open_in_web_forms.mjs PACKAGES FORM…  prints a line for each that fails.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [packages, ...forms] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(packages), 'package.json'));
const { JSDOM } = require('jsdom');

// The engine expects a browser: its document, and no Node, which its parser would otherwise load itself through.
const browser = new JSDOM('<!doctype html><html></html>').window;
for (const name of Object.getOwnPropertyNames(browser)) {
  if (name in globalThis) continue;
  try {
    globalThis[name] = browser[name];
  } catch {
    // Some names of a browser are read-only here; the engine uses none of them.
  }
}
for (const name of ['window', 'document', 'DOMParser', 'XMLSerializer']) globalThis[name] = browser[name];
const node = process;
globalThis.process = Object.create(node, { versions: { value: {} } });

const engine = path.join(path.resolve(packages), 'node_modules/@getodk/xforms-engine/dist/index.js');
const { loadForm } = await import(pathToFileURL(engine).href);

// Files beside the form are not what is tried here: each holds one row.
function attachment(url) {
  const name = String(url);
  if (name.endsWith('.csv')) return ['text/csv', 'name,label,id\na,A,1\n'];
  if (name.endsWith('.geojson')) return ['application/geo+json', '{"type":"FeatureCollection","features":[]}'];
  return ['text/xml', '<root><item><name>a</name><label>A</label></item></root>'];
}

let failed = 0;
for (const form of forms) {
  try {
    const loaded = await loadForm(fs.readFileSync(form, 'utf8'), {
      missingResourceBehavior: 'BLANK',
      fetchFormAttachment: async (url) => {
        const [type, text] = attachment(url);
        return new Response(text, { status: 200, headers: { 'content-type': type } });
      },
    });
    if (loaded.status === 'failure') throw loaded.error;
    loaded.createInstance();
  } catch (error) {
    failed += 1;
    let reason = error;
    while (reason?.cause && reason.cause !== reason) reason = reason.cause;
    console.log(`ODK Web Forms: ${path.basename(form)}: ${String(reason?.message ?? reason).split('\n')[0]}`);
  }
}
console.log(`ODK Web Forms: ${forms.length - failed} of ${forms.length} forms opened`);
node.exit(0);
