import { describe } from '@jest/globals';
import { keyStoreContract } from './key-store.contract.js';
import { MemoryKeyStore } from './memory-key-store.js';

describe('keys in memory', () => {
  keyStoreContract(async () => {
    const store = new MemoryKeyStore();
    return [store, store];
  });
});
