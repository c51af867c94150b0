/* Writes down, in order, every change and every sync of the outbox's files, so that a test can cut the power
 * anywhere afterwards: what was not synced by then is gone. Loaded with LD_PRELOAD into the program under test.
 *
 * Record: kind (1: W write, T truncate, S sync, U unlink) | name length (4) | offset (8) | data length (8) | name | data
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int journal(void) {
    static int descriptor = -1;
    const char *path = getenv("POWER_CUT_JOURNAL");
    if (descriptor < 0 && path)
        descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    return descriptor;
}

static void record(char kind, const char *path, uint64_t offset, const void *data, uint64_t length) {
    const char *name = strrchr(path, '/');
    name = name ? name + 1 : path;
    if (strncmp(name, "outbox.db", 9) || strstr(name, "-shm") || strstr(name, ".lock") || journal() < 0)
        return;
    uint32_t name_length = (uint32_t)strlen(name);
    struct iovec parts[] = {{&kind, 1},       {&name_length, 4},    {&offset, 8},
                            {&length, 8},     {(void *)name, name_length}, {(void *)data, data ? length : 0}};
    if (writev(journal(), parts, 6) < 0)
        abort();
}

static void record_descriptor(char kind, int descriptor, uint64_t offset, const void *data, uint64_t length) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size > 0) {
        path[size] = 0;
        record(kind, path, offset, data, length);
    }
}

ssize_t pwrite64(int descriptor, const void *data, size_t length, off64_t offset) {
    ssize_t done = NEXT(pwrite64)(descriptor, data, length, offset);
    if (done > 0)
        record_descriptor('W', descriptor, (uint64_t)offset, data, (uint64_t)done);
    return done;
}

ssize_t pwrite(int descriptor, const void *data, size_t length, off_t offset) {
    ssize_t done = NEXT(pwrite)(descriptor, data, length, offset);
    if (done > 0)
        record_descriptor('W', descriptor, (uint64_t)offset, data, (uint64_t)done);
    return done;
}

int ftruncate64(int descriptor, off64_t length) {
    record_descriptor('T', descriptor, (uint64_t)length, NULL, 0);
    return NEXT(ftruncate64)(descriptor, length);
}

int ftruncate(int descriptor, off_t length) {
    record_descriptor('T', descriptor, (uint64_t)length, NULL, 0);
    return NEXT(ftruncate)(descriptor, length);
}

int fdatasync(int descriptor) {
    int done = NEXT(fdatasync)(descriptor);
    if (!done)
        record_descriptor('S', descriptor, 0, NULL, 0);
    return done;
}

int fsync(int descriptor) {
    int done = NEXT(fsync)(descriptor);
    if (!done)
        record_descriptor('S', descriptor, 0, NULL, 0);
    return done;
}

int unlink(const char *path) {
    record('U', path, 0, NULL, 0);
    return NEXT(unlink)(path);
}
