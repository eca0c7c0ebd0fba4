/** What a server needs of its surroundings: to be found, to start, and to speak the language of the machine. */
const OF_A_SERVER = /^(PATH|HOME|USER|LOGNAME|TMPDIR|TZ|LANG|LC_\w+|LD_LIBRARY_PATH|DYLD_\w+)$/

/** What a package manager needs besides: the way to its servers. */
const OF_AN_INSTALLER = /^(HOMEBREW_\w+|SSL_CERT_\w+|\w+_proxy)$/i

const SECRET = /TOKEN|SECRET|KEY|PASSWORD/i

/** Our environment without our secrets, and without anything else that is not needed: children hand theirs on. */
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
