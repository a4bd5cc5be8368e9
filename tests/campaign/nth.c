/* Fails the Nth call that writes to the files of the queue, of all processes and threads together:
 * to be preloaded. (strace can fail calls too, but it counts each kind of call of each thread alone.)
 *
 * NTH_COUNTS is a file of two numbers that all of them share: calls so far, and how many failed.
 * NTH_AT says which call fails, NTH_ERROR with what number, NTH_STAYS=1 that all after it do as well. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static unsigned long *counts;
static unsigned long at;
static int error, stays;

__attribute__((constructor)) static void begin(void)
{
    const char *file = getenv("NTH_COUNTS"), *nth = getenv("NTH_AT"), *number = getenv("NTH_ERROR");
    const char *rest = getenv("NTH_STAYS");
    if (!file || !nth || !number)
        return;
    at = strtoul(nth, NULL, 10);
    error = atoi(number);
    stays = rest && *rest == '1';
    int shared = open(file, O_RDWR | O_CLOEXEC);
    if (shared < 0)
        abort();
    void *mapped = mmap(NULL, 2 * sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED, shared, 0);
    close(shared);
    if (mapped == MAP_FAILED)
        abort();
    counts = mapped;
}

/* Whether this call fails. */
static int fails(int file)
{
    char link[40], path[4096];
    if (!counts)
        return 0;
    int before = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    errno = before;
    if (length < 0)
        return 0;
    path[length] = 0;
    const char *name = strrchr(path, '/');
    if (!name || strncmp(name, "/queue.db", 9))
        return 0;
    unsigned long call = __atomic_add_fetch(&counts[0], 1, __ATOMIC_SEQ_CST);
    if (call != at && !(stays && call > at))
        return 0;
    __atomic_add_fetch(&counts[1], 1, __ATOMIC_SEQ_CST);
    errno = error;
    return 1;
}

ssize_t write(int file, const void *bytes, size_t count)
{
    return fails(file) ? -1 : syscall(SYS_write, file, bytes, count);
}

ssize_t writev(int file, const struct iovec *pieces, int count)
{
    return fails(file) ? -1 : syscall(SYS_writev, file, pieces, count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t place)
{
    return fails(file) ? -1 : syscall(SYS_pwrite64, file, bytes, count, place);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t place)
{
    return fails(file) ? -1 : syscall(SYS_pwrite64, file, bytes, count, place);
}

int ftruncate(int file, off_t length)
{
    return fails(file) ? -1 : syscall(SYS_ftruncate, file, length);
}

int ftruncate64(int file, off64_t length)
{
    return fails(file) ? -1 : syscall(SYS_ftruncate, file, length);
}

int fsync(int file)
{
    return fails(file) ? -1 : syscall(SYS_fsync, file);
}

int fdatasync(int file)
{
    return fails(file) ? -1 : syscall(SYS_fdatasync, file);
}
