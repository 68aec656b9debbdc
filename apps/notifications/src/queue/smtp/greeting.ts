import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type SMTPPool from 'nodemailer/lib/smtp-pool';

/**
 * Greets a server, logs in where the settings have a login, and says goodbye. nodemailer's own `verify` resolves while
 * its connection is still open, which a server that allows few counts as one of them.
 * @param timeout milliseconds for all of it
 * @returns what failed; undefined when the connection was closed after a good end
 */
export function sayHello(options: SMTPPool['options'], timeout: number): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const connection = new SMTPConnection(options);
    let greeted = false;
    const end = (error?: Error): void => {
      clearTimeout(timer);
      // Closing says `end` again, which then changes nothing.
      resolve(error);
      connection.close();
    };
    const timer = setTimeout(() => end(new Error('no end of the greeting')), timeout);
    const leave = (): void => {
      greeted = true;
      connection.quit();
    };
    connection.on('error', end);
    connection.once('end', () => end(greeted ? undefined : new Error('no greeting')));
    connection.connect((error) => {
      if (error) return end(error);
      const { user = '', pass = '' } = { ...options.auth } as { user?: string; pass?: string };
      if (user === '' || !(connection.allowsAuth || options.forceAuth === true)) return leave();
      connection.login({ user, method: options.authMethod ?? false, credentials: { user, pass } }, (refused) =>
        refused ? end(refused) : leave(),
      );
    });
  });
}
