"""Many reports on many machines, with Ray.

locations     a folder on the disk or in an object store
units         a source in units, each what one worker reads before it tells
reading       one unit to Parquet by month and its rejects
manifest      what was read already, and into which files
read          the driver: units to workers, over Ray Data
"""
