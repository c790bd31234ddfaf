import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** A file of an archive that is being written. */
export interface ZipEntry {
  write(content: string | Uint8Array): void;
  end(): void;
}

/** Writes a ZIP file while its content comes in; what is done can be taken away at any time. */
export interface ZipStream {
  /** Begins a file. Of files open at once, all but the first keep their content, compressed, until its end. */
  open(name: string): ZipEntry;
  /** The same for what is compressed already. */
  openPlain(name: string): ZipEntry;
  /** Ends the archive, after all files are ended. */
  end(): void;
  /** What was written since the last time. */
  take(): readonly Uint8Array[];
}

/** @param modifiedAt what all files say about their age */
export function createZipStream(modifiedAt: Date): ZipStream {
  let done: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    done.push(chunk);
  });

  function add(file: ZipDeflate | ZipPassThrough): ZipEntry {
    file.mtime = modifiedAt;
    zip.add(file);
    return {
      write: (content) => file.push(typeof content === 'string' ? strToU8(content) : new Uint8Array(content)),
      end: () => file.push(new Uint8Array(), true),
    };
  }

  return {
    open: (name) => add(new ZipDeflate(name)),
    openPlain: (name) => add(new ZipPassThrough(name)),
    end: () => zip.end(),
    take() {
      const taken = done;
      done = [];
      return taken;
    },
  };
}
