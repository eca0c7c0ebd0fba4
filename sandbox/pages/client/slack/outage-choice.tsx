import type { SlackScreen } from '../../contract.ts'
import { useWorkspace } from './workspace.ts'

const CHOICES: { kind: SlackScreen['outage']; words: string }[] = [
  { kind: 'off', words: 'Slack works' },
  { kind: 'refuse', words: 'Slack does not answer the bot' },
  { kind: '503', words: 'Slack answers 503' },
]

/** Lets Slack fail, as it does in life. */
export const OutageChoice = () => {
  const { screen, act } = useWorkspace()
  return (
    <fieldset class="inspector-outage">
      <legend>Play an outage</legend>
      {CHOICES.map(({ kind, words }) => (
        <label key={kind}>
          <input
            type="radio"
            name="outage"
            checked={screen.outage === kind}
            onChange={() => act({ act: 'outage', kind })}
          />{' '}
          {words}
        </label>
      ))}
    </fieldset>
  )
}
