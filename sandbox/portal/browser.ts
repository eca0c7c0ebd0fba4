const first = (agent: string, patterns: [RegExp, string][]): string => {
  for (const [pattern, name] of patterns) {
    const version = pattern.exec(agent)
    if (version) return version[1] ? `${name} ${version[1]}` : name
  }
  return ''
}

/** Browser and platform as the audit trail names them, from a User-Agent. Link expanders keep their name. */
export const describeAgent = (agent: string): { browser: string; platform: string } => ({
  browser: first(agent, [
    [/Slackbot(?:-LinkExpanding)?(?:[ /](\d+))?/i, 'Slackbot-LinkExpanding'],
    [/Edg\/(\d+)/, 'Edge'],
    [/Firefox\/(\d+)/, 'Firefox'],
    [/Chrome\/(\d+)/, 'Chrome'],
    [/Version\/(\d+).*Safari/, 'Safari'],
    [/curl\/(\d+)/, 'curl'],
    [/^([^\s/(]+)/, ''],
  ]).trim(),
  platform: first(agent, [
    [/Windows NT 10/, 'Windows 10'],
    [/Android(?: (\d+))?/, 'Android'],
    [/iPhone OS (\d+)/, 'iOS'],
    [/Mac OS X/, 'Mac OS X'],
    [/Linux/, 'Linux'],
  ]),
})
