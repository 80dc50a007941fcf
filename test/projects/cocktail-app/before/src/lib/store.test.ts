import { it } from 'vitest';
