import { Router } from 'express';
import { login } from '../services/auth.service';

export const authRoutes = Router();
authRoutes.post('/auth/login', login);
