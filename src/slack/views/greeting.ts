import type { Policy } from '../../domain/policy.ts'
import type { Greeting } from '../../use-cases/home-ports.ts'
import { helpView } from './help.ts'
import { type Line, richText, textOf, type View } from './rich.ts'

const HELLO: Record<Greeting, Line> = {
  welcome: [
    "Hi, I'm Sharelink. Give me a DocSpace file and I'll make a link that expires: after some days, or after so many downloads.",
  ],
  answer: ["I don't read what you write here, but this is how to share a file:"],
}

/** Written to somebody directly: a word of welcome, or an answer, and the help. */
export const greetingView = (how: Greeting, policy: Policy): View => {
  const help = helpView({ policy, isAdmin: false })
  return { text: `${textOf([HELLO[how]])}\n${help.text}`, blocks: [richText([HELLO[how]]), ...help.blocks] }
}
