// Bundles src/index.js into OUT/diagram.js: one ES module for reports now, for the app and notebooks later.
import { build } from 'esbuild';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const out = process.argv[2];
mkdirSync(out, { recursive: true });
const { metafile } = await build({
  entryPoints: ['src/index.js'],
  bundle: true,
  format: 'esm',
  minify: true,
  charset: 'ascii',
  target: 'es2022',
  loader: { '.css': 'text' },
  legalComments: 'none',
  metafile: true,
  outfile: `${out}/diagram.js`,
  logLevel: 'warning',
});

// The notices name exactly the packages that went into the bundle.
const inBundle = Object.keys(metafile.inputs).map((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]);
const notices = [...new Set(inBundle.filter(Boolean))].sort().map((name) => {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license'].map((each) => `${folder}/${each}`).find(existsSync);
  return `== ${name} ${version} (${license})\n\n${file ? readFileSync(file, 'utf8') : ''}\n`;
});
writeFileSync(`${out}/THIRD_PARTY_NOTICES.txt`, notices.join(''));
