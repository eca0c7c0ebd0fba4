/** Browsers that people have; `#` is the version. */
const AGENTS = [
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/#.0.0.0 Safari/537.36',
    141,
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/#.0 Mobile/15E148 Safari/604.1',
    18,
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:#.0) Gecko/20100101 Firefox/#.0', 143],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/#.0.0.0 Safari/537.36 Edg/#.0.0.0',
    140,
  ],
  [
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/#.0.0.0 Mobile Safari/537.36',
    141,
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/#.0 Safari/605.1.15',
    26,
  ],
] as const

/** How many computers can be told apart. */
export const COMPUTERS = 250

/** What the portal sees of a computer: its browser, and its address out of those kept for examples. */
export const computer = (n: number): Record<string, string> => {
  const [agent, version] = AGENTS[(n - 1) % AGENTS.length] ?? AGENTS[0]
  // Never newer than there are: older ones for those who come round again.
  const older = Math.floor((n - 1) / AGENTS.length)
  return {
    'user-agent': agent.replaceAll('#', String(version - (older % 12))),
    'x-real-ip': `198.51.100.${n}`,
  }
}
