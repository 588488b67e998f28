import { useState } from 'react';
import type { ApiError } from '../../shared/api.ts';
import { sentence } from '../data.ts';

/** A refusal that is said in the form itself: `refused` is useCommand's `onRefused`. */
export function useRefusal() {
  const [refusal, setRefusal] = useState('');
  const refused = (error: ApiError): true => {
    setRefusal(sentence(error));
    return true;
  };
  return { refusal, setRefusal, refused };
}
