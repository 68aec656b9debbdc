import { type KeySet, seal } from '@todoke/messaging';

/** Seals a code for notifications, the only service that can open it. */
export class CodeSeal {
  constructor(private readonly keys: KeySet) {}

  seal(code: string): Promise<string> {
    return seal(this.keys, code);
  }
}
