import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** A file of an archive that is being written. */
export interface ZipEntry {
  write(content: string | Uint8Array): void;
  end(): void;
}

/** Writes a ZIP file while its content is being produced. Finished output can be taken at any time. */
export interface ZipStream {
  /**
   * Begins a file. When several are open, all except the first keep their compressed content in memory until they end.
   */
  open(name: string): ZipEntry;
  /** Same as `open`, for content that is already compressed. */
  openPlain(name: string): ZipEntry;
  /** Ends the archive. All files must have ended. */
  end(): void;
  /** The output since the last call. */
  take(): readonly Uint8Array[];
}

/** @param modifiedAt the modification time of all files */
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
