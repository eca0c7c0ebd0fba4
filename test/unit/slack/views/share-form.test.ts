import type { InputBlock, KnownBlock } from '@slack/types'
import { describe, expect, it } from 'vitest'
import { viewFaults } from '../../../../sandbox/slack/limits/view.ts'
import type { FormStart } from '../../../../src/domain/answer.ts'
import { modalView } from '../../../../src/slack/views/modal-view.ts'
import { shareForm } from '../../../../src/slack/views/share-form.ts'
import { FIELD } from '../../../../src/slack/views/share-form-fields.ts'
import { aPolicy, aShare, DAY, HOUR, MINUTE, SECOND } from '../../../support/builders.ts'

const start = (more: Partial<FormStart> = {}): FormStart => ({
  channel: 'C0TEAM',
  fileId: null,
  policy: aPolicy(),
  shows: { date: true, more: true },
  ...more,
})

const blocksOf = (more: Partial<FormStart>) => shareForm(start(more)).blocks as KnownBlock[]

const inputs = (more: Partial<FormStart> = {}): Record<string, InputBlock> =>
  Object.fromEntries(
    blocksOf(more).flatMap((block) => (block.type === 'input' ? [[block.block_id ?? '', block]] : [])),
  )

const elementOf = (block: InputBlock | undefined) => block?.element as unknown as Record<string, unknown>
const lives = (policy: FormStart['policy']) => {
  const element = elementOf(inputs({ policy })[FIELD.end]) as {
    options: { text: { text: string }; value: string }[]
    initial_option: { value: string }
  }
  return { values: element.options.map(({ value }) => value), ...element }
}
const asides = (more: Partial<FormStart>) =>
  blocksOf(more).flatMap((block) =>
    block.type === 'context'
      ? block.elements.flatMap((one) => ('text' in one ? [String(one.text)] : []))
      : [],
  )

describe('shareForm', () => {
  it('has room for what approvers may be asked for', () => {
    const policy = aPolicy({ highestLimit: 5, requirePassword: true })
    const bound = inputs({ policy })
    const open = inputs({ policy, mayAsk: true })
    expect([bound[FIELD.limit], bound[FIELD.password]]).toMatchObject([
      { element: { max_value: '5' }, hint: { text: expect.stringMatching(/At most 5\.$/) } },
      { optional: false },
    ])
    expect([open[FIELD.limit], open[FIELD.password]]).toMatchObject([
      { hint: { text: expect.stringContaining('At most 5. You can ask for approval of more.') } },
      {
        optional: true,
        hint: { text: expect.stringContaining('You can ask for approval of a link without one.') },
      },
    ])
    expect(Number(elementOf(open[FIELD.limit]).max_value)).toBeGreaterThan(5)
  })

  it.each([
    ['the defaults', aPolicy()],
    ['no default limit', aPolicy({ defaultLimit: null })],
    ['a highest limit', aPolicy({ highestLimit: 5 })],
    ['a forced password', aPolicy({ requirePassword: true })],
    ['a forced password that cannot be kept', aPolicy({ requirePassword: true, passwordsAvailable: false })],
    ['no key for passwords', aPolicy({ passwordsAvailable: false })],
    ['lives of a second', aPolicy({ minExpiryMs: SECOND, maxExpiryMs: SECOND, defaultExpiryMs: SECOND })],
    ['lives of ten thousand years', aPolicy({ maxExpiryMs: 3_650_000 * DAY, defaultExpiryMs: 400 * DAY })],
    ['a default under the least', aPolicy({ minExpiryMs: 10 * DAY, defaultExpiryMs: DAY })],
    ['a default over the most', aPolicy({ maxExpiryMs: 90 * MINUTE })],
    ['rooms and channels', aPolicy({ allowedRooms: ['101'], allowedChannels: ['C0TEAM'] })],
  ])('stays within the limits of Slack, with %s', (_what, policy) => {
    for (const channel of [null, 'C0TEAM']) {
      for (const fileId of [null, '4821', `sbox-12-${'x'.repeat(900)}`]) {
        for (const nothingFound of [false, true]) {
          const view = shareForm(start({ policy, channel, fileId, nothingFound }))
          expect(viewFaults(view, 'modal')).toEqual([])
        }
      }
    }
  })

  it('has five fields, and the rarer ones and the date where they were asked for', () => {
    const FIVE = [FIELD.file, FIELD.channel, FIELD.end, FIELD.limit, FIELD.note]
    const few = (policy: FormStart['policy']) =>
      Object.keys(inputs({ policy, shows: { date: false, more: false } }))
    expect(few(aPolicy())).toEqual(FIVE)
    expect(few(aPolicy({ requirePassword: true }))).toEqual([...FIVE, FIELD.password])
    expect(Object.keys(inputs()).toSorted()).toEqual(
      [...FIVE, FIELD.moment, FIELD.view, FIELD.enforcement, FIELD.password].toSorted(),
    )
  })

  it('offers the lives that the policy admits, the default one chosen and named', () => {
    const { values, options, initial_option } = lives(
      aPolicy({ minExpiryMs: 2 * HOUR, maxExpiryMs: 14 * DAY, defaultExpiryMs: 2 * DAY }),
    )
    expect(values).toEqual(['4h', '1d', '2d', '3d', '7d', '14d', 'date'])
    expect(initial_option).toEqual(options[2])
    expect(options.map(({ text }) => text.text)).toEqual([
      '4 hours',
      '1 day',
      '2 days (the default)',
      '3 days',
      '7 days',
      '14 days',
      'Pick a date…',
    ])
  })

  it.each([
    ['above the most', aPolicy({ maxExpiryMs: DAY }), '1d'],
    ['below the least', aPolicy({ minExpiryMs: 30 * DAY }), '30d'],
  ])('brings a default %s back into what is admitted', (_what, policy, value) => {
    expect(lives(policy).initial_option.value).toBe(value)
  })

  it('fills the limit with the default, as texts', () => {
    expect(elementOf(inputs()[FIELD.limit])).toMatchObject({
      initial_value: '10',
      min_value: '1',
      max_value: '1000000',
      is_decimal_allowed: false,
    })
    const tight = elementOf(inputs({ policy: aPolicy({ highestLimit: 3 }) })[FIELD.limit])
    expect(tight).toMatchObject({ initial_value: '3', max_value: '3' })
    const free = elementOf(inputs({ policy: aPolicy({ defaultLimit: null }) })[FIELD.limit])
    expect(free).not.toHaveProperty('initial_value')
  })

  it('says when an empty limit is none, and when it is not', () => {
    expect(inputs()[FIELD.limit]?.hint?.text).toContain('Leave empty for no limit')
    expect(inputs({ policy: aPolicy({ highestLimit: 3 }) })[FIELD.limit]?.hint?.text).not.toContain(
      'no limit',
    )
  })

  it.each(['exact', 'watched'] as const)('keeps the limit %s where that is the default', (enforcement) => {
    const field = inputs({ policy: aPolicy({ enforcement }) })[FIELD.enforcement]
    expect(elementOf(field)).toMatchObject({
      initial_option: { value: enforcement, text: { text: expect.stringContaining('(the default)') } },
      options: [{ value: 'exact' }, { value: 'watched' }],
    })
    expect(field?.hint?.text).toContain("downloads that skip the file's first byte")
  })

  it('asks for a password where one can be kept, and insists where one is forced', () => {
    expect(inputs()[FIELD.password]?.optional).toBe(true)
    expect(inputs({ policy: aPolicy({ requirePassword: true }) })[FIELD.password]?.optional).toBe(false)
    expect(inputs({ policy: aPolicy({ passwordsAvailable: false }) })).not.toHaveProperty(FIELD.password)
  })

  it('posts where it was opened, or where one is', () => {
    expect(elementOf(inputs()[FIELD.channel])).toMatchObject({ initial_conversation: 'C0TEAM' })
    expect(inputs()[FIELD.channel]?.optional).toBe(false)
    const nowhere = inputs({ channel: null })[FIELD.channel]
    expect(elementOf(nowhere)).toMatchObject({ default_to_current_conversation: true })
    expect(nowhere?.optional).toBe(false)
    expect(shareForm(start()).private_metadata).toBe('C0TEAM')
    expect(shareForm(start({ channel: null })).private_metadata).toBe('')
  })

  it('fills in a file that is meant already, by its name where that is known', () => {
    const option = (more: Partial<FormStart>) => elementOf(inputs(more)[FIELD.file]).initial_option
    expect(option({ fileId: '4821', fileTitle: 'Q3.docx' })).toMatchObject({
      text: { text: 'Q3.docx' },
      value: '4821',
    })
    expect(option({ fileId: '4821' })).toMatchObject({ text: { text: 'File 4821' } })
    expect(option({})).toBeUndefined()
    expect(inputs()[FIELD.file]?.optional).toBe(false)
    expect(inputs()).not.toHaveProperty(FIELD.address)
    // What does not fit into a choice has a field of its own.
    const long = inputs({ fileId: 'x'.repeat(76) })
    expect(elementOf(long[FIELD.address]).initial_value).toBe('x'.repeat(76))
    expect(long).not.toHaveProperty(FIELD.file)
  })

  it('says in one line what the rules are, and that a message had no file', () => {
    expect(asides({})).toEqual(['Links here: at most 90 days.'])
    const strict = aPolicy({ maxExpiryMs: 36 * HOUR, highestLimit: 20, requirePassword: true })
    expect(asides({ policy: strict, nothingFound: true })).toEqual([
      'That message has no link to a DocSpace file.',
      'Links here: at most 36 hours · at most 20 downloads · every link needs a password.',
    ])
    const stuck = aPolicy({ requirePassword: true, passwordsAvailable: false })
    expect(asides({ policy: stuck })[0]).toContain("passwords don't work here yet")
  })
})

describe('what follows the form', () => {
  const said = (view: ReturnType<typeof modalView>) => JSON.stringify(view.blocks)

  it('says while it works that it may be closed', () => {
    const view = modalView({ kind: 'working' }, 'Share a file')
    expect(viewFaults(view, 'modal')).toEqual([])
    expect(view.title.text).toBe('Share a file')
    expect(said(view)).toContain('You can close this')
  })

  it.each([null, 'bot-absent', 'in-doubt'] as const)(
    'gives the address as text that a click does not spend, no message: %s',
    (noMessage) => {
      const share = aShare({ sealedPassword: 'sealed' })
      const view = modalView({ kind: 'shared', share, password: 'hunter2', noMessage }, null)
      expect(viewFaults(view, 'modal')).toEqual([])
      expect(said(view)).toContain(`"text":"${share.address}","style":{"code":true}`)
      expect(said(view)).not.toContain('"type":"link"')
      for (const word of ['Q3 report.docx', 'hunter2', '0 of 3 downloads', 'K7M4QX']) {
        expect(said(view)).toContain(word)
      }
    },
  )

  it('has no address of a link that is over by then', () => {
    const share = aShare({ address: null })
    const view = modalView({ kind: 'shared', share, password: null, noMessage: 'bot-absent' }, null)
    expect(viewFaults(view, 'modal')).toEqual([])
    expect(said(view)).not.toContain('Link to send')
  })
})
