// Plays the main states in a sandbox of its own and writes a picture of each: `npm run screenshots`.
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startSandbox } from '../sandbox/start/start.ts'
import { launchChromium } from '../test/browser/support/chromium.ts'
import { scenes } from './pictures/scenes.ts'
import type { Scene, Stage } from './pictures/stage.ts'
import { story } from './pictures/story.ts'

const TARGET = fileURLToPath(new URL('../docs/images/', import.meta.url))

const shoot = async (stage: Stage, { name, play }: Scene): Promise<void> => {
  const page = await play(stage)
  const file = join(TARGET, `${name}.png`)
  // Away from what would show that it is under the mouse.
  await page.mouse.move(600, 20)
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' })
  await page.context().close()
  // What is left open would be there again in the next scene.
  stage.sandbox.world.slack.change(({ views }) => {
    for (const view of views) view.open = false
  })
  console.log(`docs/images/${name}.png  ${Math.round(statSync(file).size / 1024)} KB`)
}

const folder = mkdtempSync(join(tmpdir(), 'screenshots-'))
const browser = await launchChromium()
const sandbox = await startSandbox({
  folder,
  port: 0,
  say: console.log,
  env: { CANARY_FILE: '', ENFORCEMENT: 'watched' },
})
try {
  mkdirSync(TARGET, { recursive: true })
  await sandbox.ready
  // Its name would be boxes where fonts for it are missing.
  sandbox.world.portal.removeFile('4833')
  for (const scene of [story, ...scenes]) await shoot({ browser, sandbox }, scene)
} finally {
  await browser.close()
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
