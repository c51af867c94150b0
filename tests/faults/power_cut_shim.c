/* Writes down, in order, what a program does to the files below POWER_CUT_ROOT: every byte, every sync, every name.
 * A test can then cut the power anywhere afterwards. Loaded with LD_PRELOAD into the unmodified program.
 *
 * Record: kind | inode (8) | length of name (4) | length of other name (4) | offset (8) | length of data (8) | all three
 * W written, T truncated, S synced (file or directory), C file made, M directory made, U name removed,
 * R renamed to the other name, L linked under the other name.
 * Not seen: what is written through a mapping (SQLite's -shm, which it makes anew after a crash).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int journal(void) {
    static int descriptor = -1;
    const char *path = getenv("POWER_CUT_JOURNAL");
    if (descriptor < 0 && path)
        descriptor = NEXT(open)(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    return descriptor;
}

/* The name below the root, or NULL: not ours. */
static const char *ours(const char *path) {
    const char *root = getenv("POWER_CUT_ROOT");
    size_t length = root ? strlen(root) : 0;
    if (!length || strncmp(path, root, length) || (path[length] && path[length] != '/'))
        return NULL;
    return path[length] ? path + length + 1 : "";
}

static void record(char kind, uint64_t inode, const char *name, const char *other, uint64_t offset, const void *data,
                   uint64_t length) {
    uint32_t sizes[] = {(uint32_t)strlen(name), (uint32_t)strlen(other)};
    uint64_t place[] = {offset, length};
    struct iovec parts[] = {{&kind, 1},   {&inode, 8}, {sizes, 8}, {place, 16}, {(void *)name, sizes[0]},
                            {(void *)other, sizes[1]}, {(void *)data, data ? length : 0}};
    if (writev(journal(), parts, 7) < 0)
        abort();
}

static void at_descriptor(char kind, int descriptor, uint64_t offset, const void *data, uint64_t length) {
    char link[64], path[PATH_MAX];
    struct stat found;
    int kept = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size > 0) {
        path[size] = 0;
        if (ours(path) && !fstat(descriptor, &found))
            record(kind, found.st_ino, "", "", offset, data, length);
    }
    errno = kept;
}

static void at_name(char kind, const char *path, const char *other) {
    struct stat found = {0};
    int kept = errno;
    if (ours(path)) {
        if (kind != 'U' && kind != 'R')
            stat(kind == 'L' ? other : path, &found);
        record(kind, found.st_ino, ours(path), other && ours(other) ? ours(other) : "", 0, NULL, 0);
    }
    errno = kept;
}

static int opened(int descriptor, const char *path, int flags, int was_there) {
    if (descriptor >= 0 && (flags & O_CREAT) && !was_there)
        at_name('C', path, NULL);
    if (descriptor >= 0 && (flags & O_TRUNC) && was_there)
        at_descriptor('T', descriptor, 0, NULL, 0);
    return descriptor;
}

#define OPEN(name)                                                                                                     \
    int name(const char *path, int flags, ...) {                                                                       \
        va_list more;                                                                                                  \
        va_start(more, flags);                                                                                         \
        mode_t mode = (flags & O_CREAT) ? va_arg(more, mode_t) : 0;                                                    \
        va_end(more);                                                                                                  \
        int was_there = !access(path, F_OK);                                                                           \
        return opened(NEXT(name)(path, flags, mode), path, flags, was_there);                                          \
    }
OPEN(open)
OPEN(open64)

#define PWRITE(name, offset_type)                                                                                      \
    ssize_t name(int descriptor, const void *data, size_t length, offset_type offset) {                                \
        ssize_t done = NEXT(name)(descriptor, data, length, offset);                                                   \
        if (done > 0)                                                                                                  \
            at_descriptor('W', descriptor, (uint64_t)offset, data, (uint64_t)done);                                    \
        return done;                                                                                                   \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int descriptor, const void *data, size_t length) {
    ssize_t done = NEXT(write)(descriptor, data, length);
    off_t end = done > 0 ? lseek(descriptor, 0, SEEK_CUR) : -1;
    if (end >= done)
        at_descriptor('W', descriptor, (uint64_t)(end - done), data, (uint64_t)done);
    return done;
}

#define TRUNCATE(name, offset_type)                                                                                    \
    int name(int descriptor, offset_type length) {                                                                     \
        int done = NEXT(name)(descriptor, length);                                                                     \
        if (!done)                                                                                                     \
            at_descriptor('T', descriptor, (uint64_t)length, NULL, 0);                                                 \
        return done;                                                                                                   \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name)                                                                                                     \
    int name(int descriptor) {                                                                                         \
        int done = NEXT(name)(descriptor);                                                                             \
        if (!done)                                                                                                     \
            at_descriptor('S', descriptor, 0, NULL, 0);                                                                \
        return done;                                                                                                   \
    }
SYNC(fsync)
SYNC(fdatasync)

int mkdir(const char *path, mode_t mode) {
    int done = NEXT(mkdir)(path, mode);
    if (!done)
        at_name('M', path, NULL);
    return done;
}

int unlink(const char *path) {
    int done = NEXT(unlink)(path);
    if (!done)
        at_name('U', path, NULL);
    return done;
}

int rename(const char *from, const char *to) {
    int done = NEXT(rename)(from, to);
    if (!done)
        at_name('R', from, to);
    return done;
}

int link(const char *from, const char *to) {
    int done = NEXT(link)(from, to);
    if (!done)
        at_name('L', from, to);
    return done;
}
