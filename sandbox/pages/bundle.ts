import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

export type Bundle = { script: string; style: string }

/** The browser's program and its styles, each one text, made anew at every start: there is no build to remember. */
export const bundleClient = async (): Promise<Bundle> => {
  const { outputFiles } = await build({
    entryPoints: { app: fileURLToPath(new URL('./client/main.tsx', import.meta.url)) },
    outdir: '/',
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minifySyntax: true,
    logLevel: 'silent',
  })
  const text = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? ''
  return { script: text('.js'), style: text('.css') }
}
