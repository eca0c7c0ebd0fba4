import { FILES } from '../sandbox/portal/seed-ids.ts'
import { FIELD, openForm } from '../test/support/form.ts'
import type { openBench } from './stage.ts'

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz']
const COMMANDS = 600
const AT_A_TIME = 20

/** One member searches 676 times, and asks for 600 links, as fast as the program answers. */
export const floodOfOneMember = async ({
  slack,
}: Pick<Awaited<ReturnType<typeof openBench>>, 'slack'>): Promise<void> => {
  const alice = slack.person('alice')
  const form = await openForm(slack, 'alice', '#general')
  for (const first of LETTERS) {
    await Promise.all(LETTERS.map((second) => alice.suggest(form, { block_id: FIELD.file }, first + second)))
  }
  for (let sent = 0; sent < COMMANDS; sent += AT_A_TIME) {
    await Promise.all(
      Array.from({ length: AT_A_TIME }, () => alice.command(`/sharelink ${FILES.pdf}`, { in: '#general' })),
    )
  }
}
