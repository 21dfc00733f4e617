#ifndef STORE_CLUSTER_PRIVATE_H
#define STORE_CLUSTER_PRIVATE_H

#include "store/cluster.h"

/* Steps of cluster_start() and cluster_stop(), jobs for process_as(): they
 * run as the cluster's user. The context is a struct cluster. */
bool cluster_make_job(void *context, struct fault *why) MUSTUSE;
bool cluster_start_job(void *context, struct fault *why) MUSTUSE;
bool cluster_stop_job(void *context, struct fault *why) MUSTUSE;

/* STATE/name; aborts when it does not fit (cluster_find() sees to it). */
void cluster_path(
    char into[CLUSTER_PATH], const struct cluster *cluster, const char *name);
/* Waits for STATE/lock. A descriptor to close; -1 with a fault. */
int cluster_lock(const struct cluster *cluster, struct fault *why) MUSTUSE;
/* Writes a file as a whole or not at all. */
bool cluster_write(const struct cluster *cluster, const char *name,
    const struct buffer *bytes, struct fault *why) MUSTUSE;
/* Says in folder who may log in as whom: user and root as anybody. */
bool cluster_write_people(const struct cluster *cluster, const char *folder,
    const char *user, struct fault *why) MUSTUSE;
/* Chooses the socket's directory, makes it, and notes it for the server and
 * for those who connect. data is the folder in STATE with the settings. */
bool cluster_place_socket(
    const struct cluster *cluster, const char *data, struct fault *why) MUSTUSE;

#endif
