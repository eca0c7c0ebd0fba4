/** What a server needs: to be found, to start, and to use the machine's language and time zone. */
const OF_A_SERVER = /^(PATH|HOME|USER|LOGNAME|TMPDIR|TZ|LANG|LC_\w+|LD_LIBRARY_PATH|DYLD_\w+)$/

/** What a package manager needs too, to reach its servers. */
const OF_AN_INSTALLER = /^(HOMEBREW_\w+|SSL_CERT_\w+|\w+_proxy)$/i

const SECRET = /TOKEN|SECRET|KEY|PASSWORD/i

/**
 * Our environment, reduced to what the child needs. A child hands its environment on to whatever it starts, so our
 * secrets must not be in it.
 */
export const childEnv = (
  kind: 'server' | 'installer',
  ours: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(ours).filter(
      ([name]) =>
        OF_A_SERVER.test(name) || (kind === 'installer' && OF_AN_INSTALLER.test(name) && !SECRET.test(name)),
    ),
  )
