import 'reflect-metadata';
import { PemConverter, X509CertificateGenerator } from '@peculiar/x509';

/** A certificate with its private key, in PEM form. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Self-signed, so only for browsers configured to accept it. */
export async function newCertificate(): Promise<Certificate> {
  const signingAlgorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(signingAlgorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=test',
    keys,
    signingAlgorithm,
  });
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { cert: certificate.toString('pem'), key: PemConverter.encode(key, 'PRIVATE KEY') };
}
