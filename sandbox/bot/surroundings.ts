/** What a program may need of its surroundings; none of the bot's own variables, which would change the story. */
const NEEDED =
  /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LC_\w+|TZ|TMPDIR|NODE_EXTRA_CA_CERTS|SSL_CERT_\w+|HOMEBREW_\w+|\w+_proxy)$/i

/** The environment that the bot is started in, before its own settings. */
export const surroundings = (): NodeJS.ProcessEnv => {
  const kept = Object.entries(process.env).filter(([name]) => NEEDED.test(name) && !/^no_proxy$/i.test(name))
  const noProxy = [process.env.no_proxy ?? process.env.NO_PROXY ?? '', '127.0.0.1'].filter(Boolean).join(',')
  return { ...Object.fromEntries(kept), no_proxy: noProxy, NO_PROXY: noProxy }
}
