import request from 'supertest';
import { describe, it } from 'vitest';
