/* Faults at system calls, for the program under test only.
 *
 * Loaded by LD_PRELOAD into the process that starts the program's children. It sits between the
 * program and the C library, numbers the calls that change files under the given roots, and at
 * one of them does what the control block says: kill the process, write only a part, return an
 * error, wait, cut the power of the volume, or copy the document as a mail program would.
 * The control block lies in memory that the process which started the child shares.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum mode {
    COUNT, KILL_BEFORE, KILL_AFTER, TORN, SHORT, FAIL_ONCE, FAIL_ON, SLOW_FSYNC,
    POWER_BEFORE, POWER_AFTER, COPY
};
enum kind {
    OPEN, WRITE, FSYNC, RENAME, LINK, UNLINK, TRUNCATE, ATTRIBUTES, MKDIR, CLOSE, LOCK, SEND,
    OPEN_TO_READ, READ, END
};

#define EVENTS 8192
#define NAME 62
#define PATH 1024
#define HANDLES 65536
#define SLOW_COPIES 16
#define SLOWNESS 5

struct event { uint8_t kind, hit; char name[NAME]; };

struct control {
    int32_t armed, mode, fired, error;
    int64_t count, point;
    uint32_t counted, failing;  /* kinds that have a number; kinds that FAIL_ON lets fail */
    uint32_t delay_ms, volume;  /* volume: a handle on the file system that loses its power */
    uint64_t random;
    int64_t clock_shift, clock_spread;  /* seconds */
    char roots[2][PATH], visible[PATH], copies[PATH];
    struct event events[EVENTS];
};

static struct control *control;
static unsigned char tracked[HANDLES];  /* 1: opened to read, 2: to write */

void faults_control(void *block) { control = block; }

void faults_release(void *block)
{
    if (control == block)
        control = NULL;
}

size_t faults_size(void) { return sizeof(struct control); }

#define REAL(type, name, ...)                                        \
    static type (*real)(__VA_ARGS__);                                \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static int inside(const char *path)
{
    for (int i = 0; i < 2; i++) {
        size_t length = strlen(control->roots[i]);
        if (length && !strncmp(path, control->roots[i], length)
            && (path[length] == '/' || !path[length]))
            return 1;
    }
    return 0;
}

/* Whether a path lies under a root, through links in its folders. */
static int matters(int folder, const char *path, char *absolute)
{
    char found[PATH_MAX], whole[PATH_MAX];
    if (!control || !path)
        return 0;
    if (path[0] == '/') {
        snprintf(absolute, PATH_MAX, "%s", path);
        if (inside(absolute))
            return 1;
    } else {
        ssize_t length;
        if (folder == AT_FDCWD) {
            if (!getcwd(found, sizeof found))
                return 0;
        } else {
            char link[64];
            snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
            if ((length = readlink(link, found, sizeof found - 1)) < 0)
                return 0;
            found[length] = 0;
        }
        if (strlen(found) + strlen(path) + 2 > PATH_MAX)
            return 0;
        strcpy(absolute, found);
        strcat(absolute, "/");
        strcat(absolute, path);
        if (inside(absolute))
            return 1;
    }
    strcpy(whole, absolute);
    char *last = strrchr(whole, '/');
    if (!last || last == whole)
        return 0;
    *last++ = 0;
    if (!realpath(whole, found) || strlen(found) + strlen(last) + 2 > PATH_MAX)
        return 0;
    strcpy(absolute, found);
    strcat(absolute, "/");
    strcat(absolute, last);
    return inside(absolute);
}

static int held(int handle)
{
    return control && handle >= 0 && handle < HANDLES ? tracked[handle] : 0;
}

static void name_of(int handle, char *absolute)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(link, absolute, PATH_MAX - 1);
    absolute[length < 0 ? 0 : length] = 0;
}

static void die(void)
{
    syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
    for (;;)
        pause();
}

static void cut_power(void)
{
    uint32_t without_log_flush = 2;
    syscall(SYS_ioctl, (int)control->volume, 0x8004587dUL, &without_log_flush);
    die();
}

static uint64_t next_random(void)
{
    uint64_t x = __sync_add_and_fetch(&control->random, 0x9e3779b97f4a7c15ULL);
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

/* Copies of the document as another program makes them: at once, and slowly.
 * A window writes in more than one thread, so one thread at a time may touch the table. */
static struct { int from, to; int64_t since; } slow[SLOW_COPIES];
static pthread_mutex_t copying = PTHREAD_MUTEX_INITIALIZER;

static void pour(int from, int to, long most)
{
    static __thread char buffer[65536];
    while (most > 0) {
        long wanted = most < (long)sizeof buffer ? most : (long)sizeof buffer;
        long got = syscall(SYS_read, from, buffer, wanted);
        if (got <= 0)
            return;
        if (syscall(SYS_write, to, buffer, got) != got)
            return;
        most -= got;
    }
}

static void finish_slow_copy(int slot)
{
    if (!slow[slot].from)
        return;
    pour(slow[slot].from, slow[slot].to, LONG_MAX);
    syscall(SYS_close, slow[slot].from);
    syscall(SYS_close, slow[slot].to);
    slow[slot].from = 0;
}

static void copy_visible_alone(int64_t number)
{
    char name[PATH + 32];
    for (int slot = 0; slot < SLOW_COPIES; slot++)
        if (number - slow[slot].since >= SLOWNESS)
            finish_slow_copy(slot);
    for (int slowly = 0; slowly < 2; slowly++) {
        int from = syscall(SYS_openat, AT_FDCWD, control->visible, O_RDONLY);
        if (from < 0)
            return;
        snprintf(name, sizeof name, "%s/%s-%06ld", control->copies, slowly ? "slow" : "whole",
                 (long)number);
        int to = syscall(SYS_openat, AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, 0600);
        if (!slowly) {
            pour(from, to, LONG_MAX);
            syscall(SYS_close, from);
            syscall(SYS_close, to);
            continue;
        }
        int slot = number % SLOW_COPIES;
        finish_slow_copy(slot);
        slow[slot].from = from;
        slow[slot].to = to;
        slow[slot].since = number;
        pour(from, to, (long)(next_random() % 20000));
    }
}

static void copy_visible(int64_t number)
{
    pthread_mutex_lock(&copying);
    copy_visible_alone(number);
    pthread_mutex_unlock(&copying);
}

void faults_finish_copies(void)
{
    pthread_mutex_lock(&copying);
    for (int slot = 0; slot < SLOW_COPIES; slot++)
        finish_slow_copy(slot);
    pthread_mutex_unlock(&copying);
}

struct call { int64_t number; int hit; };

/* Number a call and do what has to be done before it. `hit` tells what is left to do. */
enum { NOTHING, AFTER, FAIL, PART };

static struct call before(enum kind kind, const char *name)
{
    struct call call = {0, NOTHING};
    if (!control || !control->armed || !(control->counted >> kind & 1))
        return call;
    call.number = __sync_add_and_fetch(&control->count, 1);
    struct event *event = &control->events[(call.number - 1) % EVENTS];
    size_t length = strlen(name);
    event->kind = kind;
    event->hit = 0;
    snprintf(event->name, NAME, "%s", name + (length >= NAME ? length - NAME + 1 : 0));
    if (control->mode == COPY)
        copy_visible(call.number);
    if (control->mode == SLOW_FSYNC && kind == FSYNC) {
        struct timespec time = {control->delay_ms / 1000, control->delay_ms % 1000 * 1000000L};
        control->fired++;
        syscall(SYS_nanosleep, &time, 0);
    }
    if (control->mode == FAIL_ON) {
        if (call.number >= control->point && (control->failing >> kind & 1))
            call.hit = FAIL;
    } else if (call.number == control->point) {
        switch (control->mode) {
        case KILL_BEFORE: case POWER_BEFORE: case KILL_AFTER: case POWER_AFTER:
            call.hit = AFTER;
            break;
        case FAIL_ONCE: call.hit = FAIL; break;
        case TORN: case SHORT: call.hit = PART; break;
        }
    }
    if (call.hit) {
        control->fired++;
        event->hit = 1;
    }
    if (call.hit == AFTER && control->mode == KILL_BEFORE)
        die();
    if (call.hit == AFTER && control->mode == POWER_BEFORE)
        cut_power();
    return call;
}

static void after(struct call call)
{
    int kept = errno;
    if (call.hit == AFTER && control->mode == KILL_AFTER)
        die();
    if (call.hit == AFTER && control->mode == POWER_AFTER)
        cut_power();
    errno = kept;
}

/* The last point: the program has done everything, and said so. */
void faults_end(void)
{
    after(before(END, "the end"));
}

#define FAILED(call) ((call).hit == FAIL ? (errno = control->error, 1) : 0)

/* How many of `size` bytes a call that is hit may write; all others write everything. */
static size_t part_of(struct call call, size_t size)
{
    if (call.hit != PART || size == 0)
        return size;
    uint64_t drawn = next_random();
    size_t part;
    switch (drawn % 4) {
    case 0: part = size - 1; break;
    case 1: part = control->mode == SHORT ? 1 : 0; break;
    default: part = (drawn >> 8) % size;
    }
    return control->mode == SHORT && part == 0 ? 1 : part;
}

static void torn(struct call call)
{
    if (call.hit == PART && control->mode == TORN)
        die();
}

/* A disk runs full in the middle of a write: a part goes through, the next one fails. */
static int fills_up(struct call call, size_t size)
{
    return call.hit == FAIL && control->mode == FAIL_ON && control->fired == 1 && size > 1
        && (control->error == ENOSPC || control->error == EDQUOT);
}

static int remember(int handle, int flags, int counts)
{
    if (handle >= 0 && handle < HANDLES)
        tracked[handle] = counts ? ((flags & O_ACCMODE) == O_RDONLY ? 1 : 2) : 0;
    return handle;
}

static int opened(int folder, const char *path, int flags, mode_t mode)
{
    REAL(int, "openat", int, const char *, int, ...);
    char absolute[PATH_MAX];
    if (!matters(folder, path, absolute))
        return remember(real(folder, path, flags, mode), flags, 0);
    int writes = (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC));
    struct call call = before(writes ? OPEN : OPEN_TO_READ, absolute);
    if (FAILED(call))
        return -1;
    torn(call);
    int handle = remember(real(folder, path, flags, mode), flags, 1);
    after(call);
    return handle;
}

#define MODE_GIVEN                                                   \
    mode_t mode = 0;                                                 \
    if (flags & (O_CREAT | __O_TMPFILE)) {                           \
        va_list more;                                                \
        va_start(more, flags);                                       \
        mode = va_arg(more, mode_t);                                 \
        va_end(more);                                                \
    }

int open(const char *path, int flags, ...) { MODE_GIVEN return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...)
{
    MODE_GIVEN return opened(AT_FDCWD, path, flags, mode);
}
int openat(int folder, const char *path, int flags, ...)
{
    MODE_GIVEN return opened(folder, path, flags, mode);
}
int openat64(int folder, const char *path, int flags, ...)
{
    MODE_GIVEN return opened(folder, path, flags, mode);
}

int dup(int handle)
{
    REAL(int, "dup", int);
    int twin = real(handle);
    if (twin >= 0 && twin < HANDLES)
        tracked[twin] = held(handle);
    return twin;
}

int dup3(int handle, int twin, int flags)
{
    REAL(int, "dup3", int, int, int);
    int done = real(handle, twin, flags);
    if (done >= 0 && done < HANDLES)
        tracked[done] = held(handle);
    return done;
}

int dup2(int handle, int twin)
{
    REAL(int, "dup2", int, int);
    int done = real(handle, twin);
    if (done >= 0 && done < HANDLES)
        tracked[done] = held(handle);
    return done;
}

int close(int handle)
{
    REAL(int, "close", int);
    char absolute[PATH_MAX];
    int had = held(handle);
    if (handle >= 0 && handle < HANDLES)
        tracked[handle] = 0;
    if (had != 2)
        return real(handle);
    name_of(handle, absolute);
    struct call call = before(CLOSE, absolute);
    torn(call);
    int done = real(handle); /* as on Linux: closed even if it reports an error */
    after(call);
    return FAILED(call) ? -1 : done;
}

#define WITH_HANDLE(kind, handle, plain, made)                       \
    char absolute[PATH_MAX];                                         \
    if (!held(handle))                                               \
        return plain;                                                \
    name_of(handle, absolute);                                       \
    struct call call = before(kind, absolute);                       \
    if (FAILED(call))                                                \
        return -1;                                                   \
    long done = made;                                                \
    torn(call);                                                      \
    after(call);                                                     \
    return done

ssize_t write(int handle, const void *data, size_t size)
{
    REAL(ssize_t, "write", int, const void *, size_t);
    char absolute[PATH_MAX];
    if (!held(handle))
        return real(handle, data, size);
    name_of(handle, absolute);
    struct call call = before(WRITE, absolute);
    if (fills_up(call, size))
        return real(handle, data, size / 2);
    if (FAILED(call))
        return -1;
    ssize_t done = real(handle, data, part_of(call, size));
    torn(call);
    after(call);
    return done;
}

ssize_t pwrite64(int handle, const void *data, size_t size, off64_t place)
{
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    WITH_HANDLE(WRITE, handle, real(handle, data, size, place),
                real(handle, data, part_of(call, size), place));
}

ssize_t pwrite(int handle, const void *data, size_t size, off_t place)
{
    return pwrite64(handle, data, size, place);
}

ssize_t writev(int handle, const struct iovec *pieces, int count)
{
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    WITH_HANDLE(WRITE, handle, real(handle, pieces, count),
                real(handle, pieces, call.hit == PART && count > 1 ? count - 1 : count));
}

ssize_t sendfile64(int to, int from, off64_t *place, size_t size)
{
    REAL(ssize_t, "sendfile64", int, int, off64_t *, size_t);
    WITH_HANDLE(SEND, to, real(to, from, place, size), real(to, from, place, part_of(call, size)));
}

ssize_t sendfile(int to, int from, off_t *place, size_t size)
{
    return sendfile64(to, from, place, size);
}

ssize_t copy_file_range(int from, off64_t *start, int to, off64_t *place, size_t size,
                        unsigned flags)
{
    REAL(ssize_t, "copy_file_range", int, off64_t *, int, off64_t *, size_t, unsigned);
    WITH_HANDLE(SEND, to, real(from, start, to, place, size, flags),
                real(from, start, to, place, part_of(call, size), flags));
}

ssize_t read(int handle, void *data, size_t size)
{
    REAL(ssize_t, "read", int, void *, size_t);
    WITH_HANDLE(READ, handle, real(handle, data, size), real(handle, data, size));
}

ssize_t pread64(int handle, void *data, size_t size, off64_t place)
{
    REAL(ssize_t, "pread64", int, void *, size_t, off64_t);
    WITH_HANDLE(READ, handle, real(handle, data, size, place), real(handle, data, size, place));
}

int fsync(int handle)
{
    REAL(int, "fsync", int);
    WITH_HANDLE(FSYNC, handle, real(handle), real(handle));
}

int fdatasync(int handle)
{
    REAL(int, "fdatasync", int);
    WITH_HANDLE(FSYNC, handle, real(handle), real(handle));
}

int syncfs(int handle)
{
    REAL(int, "syncfs", int);
    WITH_HANDLE(FSYNC, handle, real(handle), real(handle));
}

int ftruncate64(int handle, off64_t size)
{
    REAL(int, "ftruncate64", int, off64_t);
    WITH_HANDLE(TRUNCATE, handle, real(handle, size), real(handle, size));
}

int ftruncate(int handle, off_t size) { return ftruncate64(handle, size); }

int posix_fallocate64(int handle, off64_t place, off64_t size)
{
    REAL(int, "posix_fallocate64", int, off64_t, off64_t);
    WITH_HANDLE(TRUNCATE, handle, real(handle, place, size), real(handle, place, size));
}

int fchmod(int handle, mode_t mode)
{
    REAL(int, "fchmod", int, mode_t);
    WITH_HANDLE(ATTRIBUTES, handle, real(handle, mode), real(handle, mode));
}

int fchown(int handle, uid_t user, gid_t group)
{
    REAL(int, "fchown", int, uid_t, gid_t);
    WITH_HANDLE(ATTRIBUTES, handle, real(handle, user, group), real(handle, user, group));
}

int futimens(int handle, const struct timespec times[2])
{
    REAL(int, "futimens", int, const struct timespec *);
    WITH_HANDLE(ATTRIBUTES, handle, real(handle, times), real(handle, times));
}

int flock(int handle, int how)
{
    REAL(int, "flock", int, int);
    WITH_HANDLE(LOCK, handle, real(handle, how), real(handle, how));
}

#define WITH_PATH(kind, folder, path, made)                          \
    char absolute[PATH_MAX];                                         \
    if (!matters(folder, path, absolute))                            \
        return made;                                                 \
    struct call call = before(kind, absolute);                       \
    if (FAILED(call))                                                \
        return -1;                                                   \
    torn(call);                                                      \
    int done = made;                                                 \
    after(call);                                                     \
    return done

int rename(const char *old, const char *new)
{
    REAL(int, "rename", const char *, const char *);
    WITH_PATH(RENAME, AT_FDCWD, new, real(old, new));
}

int renameat(int from, const char *old, int to, const char *new)
{
    REAL(int, "renameat", int, const char *, int, const char *);
    WITH_PATH(RENAME, to, new, real(from, old, to, new));
}

int renameat2(int from, const char *old, int to, const char *new, unsigned flags)
{
    REAL(int, "renameat2", int, const char *, int, const char *, unsigned);
    WITH_PATH(RENAME, to, new, real(from, old, to, new, flags));
}

int link(const char *old, const char *new)
{
    REAL(int, "link", const char *, const char *);
    WITH_PATH(LINK, AT_FDCWD, new, real(old, new));
}

int linkat(int from, const char *old, int to, const char *new, int flags)
{
    REAL(int, "linkat", int, const char *, int, const char *, int);
    WITH_PATH(LINK, to, new, real(from, old, to, new, flags));
}

int symlink(const char *old, const char *new)
{
    REAL(int, "symlink", const char *, const char *);
    WITH_PATH(LINK, AT_FDCWD, new, real(old, new));
}

int unlink(const char *path)
{
    REAL(int, "unlink", const char *);
    WITH_PATH(UNLINK, AT_FDCWD, path, real(path));
}

int unlinkat(int folder, const char *path, int flags)
{
    REAL(int, "unlinkat", int, const char *, int);
    WITH_PATH(UNLINK, folder, path, real(folder, path, flags));
}

int rmdir(const char *path)
{
    REAL(int, "rmdir", const char *);
    WITH_PATH(UNLINK, AT_FDCWD, path, real(path));
}

int mkdir(const char *path, mode_t mode)
{
    REAL(int, "mkdir", const char *, mode_t);
    WITH_PATH(MKDIR, AT_FDCWD, path, real(path, mode));
}

int mkdirat(int folder, const char *path, mode_t mode)
{
    REAL(int, "mkdirat", int, const char *, mode_t);
    WITH_PATH(MKDIR, folder, path, real(folder, path, mode));
}

int truncate64(const char *path, off64_t size)
{
    REAL(int, "truncate64", const char *, off64_t);
    WITH_PATH(TRUNCATE, AT_FDCWD, path, real(path, size));
}

int truncate(const char *path, off_t size) { return truncate64(path, size); }

int chmod(const char *path, mode_t mode)
{
    REAL(int, "chmod", const char *, mode_t);
    WITH_PATH(ATTRIBUTES, AT_FDCWD, path, real(path, mode));
}

int fchmodat(int folder, const char *path, mode_t mode, int flags)
{
    REAL(int, "fchmodat", int, const char *, mode_t, int);
    WITH_PATH(ATTRIBUTES, folder, path, real(folder, path, mode, flags));
}

int utimensat(int folder, const char *path, const struct timespec times[2], int flags)
{
    REAL(int, "utimensat", int, const char *, const struct timespec *, int);
    WITH_PATH(ATTRIBUTES, folder, path, real(folder, path, times, flags));
}

/* The clock on the wall; the one that counts seconds since the start is left alone. */
static int64_t shift(void)
{
    if (!control)
        return 0;
    int64_t spread = control->clock_spread;
    int64_t jump = spread ? (int64_t)(next_random() % (uint64_t)(2 * spread)) - spread : 0;
    return control->clock_shift + jump;
}

int clock_gettime(clockid_t clock, struct timespec *time)
{
    REAL(int, "clock_gettime", clockid_t, struct timespec *);
    int done = real(clock, time);
    if (!done && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        time->tv_sec += shift();
    return done;
}

int gettimeofday(struct timeval *time, void *zone)
{
    REAL(int, "gettimeofday", struct timeval *, void *);
    int done = real(time, zone);
    if (!done)
        time->tv_sec += shift();
    return done;
}

time_t time(time_t *result)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (result)
        *result = now.tv_sec;
    return now.tv_sec;
}
