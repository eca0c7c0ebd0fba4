import { describe, expect, test } from 'vitest'
import { readOptions, UsageError } from '../../../start/options.ts'

describe('readOptions', () => {
  test('nothing typed asks for nothing', () => {
    expect(readOptions([])).toEqual({
      reset: false,
      help: false,
      accounts: false,
      rules: false,
      workspaces: false,
      env: {},
    })
  })

  test('everything typed is heeded', () => {
    expect(
      readOptions([
        '--port',
        '65535',
        '--reset',
        '--help',
        '--accounts',
        '--rules',
        '--workspaces',
        '--on-blind=revoke',
        '--on-drift',
        'tell',
      ]),
    ).toEqual({
      port: 65_535,
      reset: true,
      help: true,
      accounts: true,
      rules: true,
      workspaces: true,
      env: { ON_BLIND: 'revoke', ON_DRIFT: 'tell' },
    })
  })

  test.each([
    [['--bogus'], "Unknown option '--bogus'"],
    [['--port', 'many'], '--port must be a number from 0 to 65535, not "many"'],
    [['--port', '65536'], '--port must be a number from 0 to 65535, not "65536"'],
    [['--on-blind=panic'], '--on-blind must be warn or revoke, not "panic"'],
    [['--on-drift', 'ignore'], '--on-drift must be guard or tell or repair, not "ignore"'],
    [['now'], "Unexpected argument 'now'"],
  ])('%j is refused, with what would be right', (args, words) => {
    expect(() => readOptions(args)).toThrow(UsageError)
    expect(() => readOptions(args)).toThrow(words)
  })
})
