import { writeFileSync } from 'node:fs'
import { messagesPage } from '../test/support/messages-page.ts'

// Writes docs/messages.md anew, after a text was changed.
writeFileSync(new URL('../docs/messages.md', import.meta.url), messagesPage())
